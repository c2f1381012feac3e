"""What the providers share whose service is our own bank counter: their frozen bytes, and a counter that is away.

Not here: what each of them orders there, and the record in the contract's words (their folders).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from smallfavor.bank.away import AWAY
from smallfavor.core.money import Money
from smallfavor.payments.providers.base import Ours, ProviderUnavailable, Reason, Unknown


@dataclass(frozen=True)
class Body:
    """Frozen bytes, read again, and their fingerprint."""

    fields: Mapping[str, Any]
    fingerprint: str

    @property
    def metadata(self) -> dict[str, str]:
        return {str(name): str(value) for name, value in self.fields["metadata"].items()}

    @property
    def ours(self) -> Ours:
        """Raises ValueError."""
        found = Ours.read(self.metadata)
        if found is None:
            raise ValueError("frozen bytes without metadata of ours")
        return found

    @property
    def amount(self) -> Money | None:
        """None of a page that takes nothing."""
        return self.money if "amount_minor" in self.fields else None

    @property
    def money(self) -> Money:
        """The amount of what has one."""
        return Money(int(self.fields["amount_minor"]), str(self.fields["currency"]))


def frozen(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read_body(content: bytes) -> Body:
    """Raises ValueError."""
    return Body(json.loads(content), hashlib.sha256(content).hexdigest())


def no_answer(error: Exception) -> Unknown:
    """Our own database did not answer: what was ordered may stand in it all the same."""
    return Unknown(Reason.CONNECTION, type(error).__name__)


@contextmanager
def readable() -> Iterator[None]:
    """Reading inside this block raises ProviderUnavailable where the counter's database does not answer."""
    try:
        yield
    except AWAY as error:
        raise ProviderUnavailable(Reason.CONNECTION, type(error).__name__) from error
