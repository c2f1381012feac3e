"""What every request works with: the settings, the database, the faults, the courier."""

from dataclasses import dataclass

from sandbox_processor.courier import Courier
from sandbox_processor.faults import Faults
from sandbox_processor.settings import Settings
from sandbox_processor.store import Store


@dataclass(frozen=True)
class Machine:
    settings: Settings
    store: Store
    faults: Faults
    courier: Courier
