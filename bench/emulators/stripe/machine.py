"""What every request works with: the settings, the database, the faults, the courier, the restricted keys."""

from dataclasses import dataclass, field

from bench.emulators.shared.courier import Courier
from bench.emulators.stripe.settings import Settings
from bench.emulators.stripe.store import Store
from sandbox_processor.faults import Faults


@dataclass(frozen=True)
class Machine:
    """`restricted`: the rights of each restricted key (`rak_charge_read`); the settings' own key has all."""

    settings: Settings
    store: Store
    faults: Faults
    courier: Courier
    restricted: dict[str, set[str]] = field(default_factory=dict)
