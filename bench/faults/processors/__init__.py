"""The payment services that the harness can break the engine against, one module each. Not here: what is done to them.

`Processor` is all that the harness asks of one. `processor_named(...)` makes one that has not been started yet.
"""

import importlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, cast

NAMES = ("sandbox", "stripe")
USUAL = "sandbox"
SOMEBODY_ELSE = {"shop": "the museum's"}


@dataclass(frozen=True)
class Record:
    """All that a service knows of one installation, by its own database; `others` is what is not ours.

    A charge has `id`, `metadata`, `amount_minor`, `currency`, `state` ("succeeded" where money was taken), `session`
    (the page that it was paid on, or empty) and `created_ms`; a refund `id`, `charge`, `amount_minor`, `currency`.
    """

    charges: list[dict[str, Any]] = field(default_factory=list)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    others: list[dict[str, Any]] = field(default_factory=list)

    @property
    def successes(self) -> list[dict[str, Any]]:
        return [charge for charge in self.charges if charge["state"] == "succeeded"]


class Processor(Protocol):
    """One service with one account of ours. `name` is the folder of its provider, and what its account is called."""

    name: str

    # --- Its process ---

    @property
    def url(self) -> str: ...

    def start(self) -> None: ...

    def kill(self) -> None: ...

    def settings(self) -> dict[str, str]:
        """What the paper must be told, as environment variables."""
        ...

    # --- Prepared before its start ---

    def save_cards(self, cards: list[str]) -> list[str]:
        """Saved test cards of these names; their tokens, as the engine keeps them."""
        ...

    def sell_to_others(self, count: int) -> None:
        """So many payments of other people on the same account, some given back, all in the lists."""
        ...

    # --- Its own record, read past its program ---

    def read_record(self, installation: str) -> Record: ...

    def undelivered(self) -> list[str]:
        """Events that wait for a delivery."""
        ...

    def some_events(self, numbers: list[int]) -> list[str]:
        """Ids of old events, by position from the beginning."""
        ...

    # --- Faults, in the words of sandbox_processor/faults.py ---

    def fault(self, where: str, what: str, **settings: Any) -> None: ...

    def healthy(self) -> None: ...

    def forget(self) -> None: ...

    def faults(self) -> list[dict[str, Any]]:
        """The faults in force."""
        ...

    def struck(self) -> Counter[str]:
        """How often which fault has struck since the start."""
        ...

    # --- What happens there without us ---

    def pages(self) -> int:
        """How many hosted pages were ever opened."""
        ...

    def pay(self, url: str, card: str = "success") -> str:
        """Fill in a hosted page as a reader would."""
        ...

    def charge_again(self, charge_id: str) -> bytes:
        """Take a payment once more, behind our back; an event that tells of it. Empty where that can't be."""
        ...

    # --- Events ---

    def send_webhooks_to(self, url: str) -> None: ...

    def deliver(self, event_id: str) -> None:
        """Send an event now, as if it were new."""
        ...

    def lie(self, metadata: dict[str, str]) -> bytes:
        """An event about a success that never was."""
        ...

    def signed(self, body: bytes, at_s: float, *, forged: bool = False) -> dict[str, str]:
        """The header of an event that was signed at that time; `forged`: with another secret."""
        ...


def processor_named(name: str, *, folder: Path, port: int, key_life_s: int) -> Processor:
    """One that keeps its record in `folder`; not started yet."""
    module = importlib.import_module(f"{__name__}.{name}")
    return cast(Processor, module.build(folder=folder, port=port, key_life_s=key_life_s))
