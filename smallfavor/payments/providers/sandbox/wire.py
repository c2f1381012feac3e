"""The sandbox's JSON, read strictly into the contract's records. Pure: no network, no clock.

What can't be read is never guessed: `Unreadable`, which the provider tells as an unknown outcome.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Decline,
    Declined,
    Disputed,
    ListedInstrument,
    Ours,
    Processing,
    ProviderRecord,
    Refunded,
    Returned,
    SavedInstrument,
    Succeeded,
)
from smallfavor.payments.providers.payouts import PartKind, Payout, PayoutPart

T = TypeVar("T")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DECLINES = {
    "card_declined": Decline.CARD_DECLINED,
    "insufficient_funds": Decline.INSUFFICIENT_FUNDS,
    "expired_card": Decline.EXPIRED_CARD,
    "incorrect_cvc": Decline.INCORRECT_DETAILS,
    "processing_error": Decline.PROCESSING_ERROR,
    "authentication_required": Decline.AUTHENTICATION_REQUIRED,
    "authentication_failed": Decline.AUTHENTICATION_FAILED,
    "lost_card": Decline.INSTRUMENT_GONE,
    "instrument_revoked": Decline.INSTRUMENT_GONE,
}
RETURNS = {
    "insufficient_funds": Decline.INSUFFICIENT_FUNDS,
    "account_closed": Decline.INSTRUMENT_GONE,
    "mandate_revoked": Decline.INSTRUMENT_GONE,
    "payer_objected": Decline.CARD_DECLINED,
}


class Unreadable(Exception):
    """Raised when an answer is not what the sandbox's contract says."""


def read_record(thing: Any) -> ProviderRecord | None:
    """A record of the contract; None for kinds that say nothing about money. Raises Unreadable."""
    if not isinstance(thing, dict):
        raise Unreadable("not an object")
    kind = _take(thing, "object", str)
    try:
        if kind == "session":
            return _session(thing)
        if kind == "charge":
            return _charge(thing)
        if kind == "refund":
            return _refund(thing)
        if kind == "dispute":
            return _dispute(thing)
        if kind == "return":
            return _return(thing)
    except (ValueError, TypeError, OverflowError) as error:
        raise Unreadable(f"{kind}: {error}") from error
    return None


def read_instrument(thing: Any) -> ListedInstrument:
    """A saved instrument of the list. Raises Unreadable."""
    if not isinstance(thing, dict):
        raise Unreadable("not an object")
    return ListedInstrument(
        token=_identifier(thing, "id"),
        active=_one_of(thing, "state", ("active", "revoked")) == "active",
        created_at=from_ms(_take(thing, "created_ms", int)),
        ours=read_ours(thing),
    )


def read_ours(thing: Mapping[str, Any]) -> Ours | None:
    metadata = thing.get("metadata")
    return Ours.read(metadata) if isinstance(metadata, dict) else None


def as_ms(moment: datetime) -> int:
    """Milliseconds since 1970, rounded up."""
    return -((EPOCH - moment) // timedelta(milliseconds=1))


def from_ms(created_ms: int) -> datetime:
    return EPOCH + timedelta(milliseconds=created_ms)


def _session(thing: dict[str, Any]) -> CheckoutSession:
    return CheckoutSession(
        object_id=_identifier(thing, "id"),
        url=_take(thing, "url", str),
        state=_one_of(thing, "state", ("open", "complete", "expired")),
        expires_at=from_ms(_take(thing, "expires_ms", int)),
        created_at=from_ms(_take(thing, "created_ms", int)),
        ours=read_ours(thing),
        instrument=_instrument(thing),
    )


def _charge(thing: dict[str, Any]) -> Succeeded | Declined | Processing:
    state = _one_of(thing, "state", ("succeeded", "declined", "processing"))
    object_id, amount, session_id = _identifier(thing, "id"), _money(thing), _take(thing, "session", str)
    created_at, ours = from_ms(_take(thing, "created_ms", int)), read_ours(thing)
    if state == "declined":
        code = _take(thing, "decline_code", str)
        return Declined(
            object_id=object_id,
            amount=amount,
            created_at=created_at,
            ours=ours,
            code=DECLINES.get(code, Decline.OTHER),
            hard=_take(thing, "hard", bool),
            provider_code=code,
            session_id=session_id,
            final=_take(thing, "final", bool),
        )
    if state == "processing":
        return Processing(object_id, amount, created_at, ours, session_id)
    return Succeeded(
        object_id=object_id,
        amount=amount,
        created_at=created_at,
        ours=ours,
        fee=Money(_take(thing, "fee_minor", int), amount.currency),
        instrument=_instrument(thing),
        session_id=session_id,
    )


def _refund(thing: dict[str, Any]) -> Refunded:
    _one_of(thing, "state", ("succeeded",))
    return Refunded(
        object_id=_identifier(thing, "id"),
        charge_id=_identifier(thing, "charge"),
        amount=_money(thing),
        created_at=from_ms(_take(thing, "created_ms", int)),
        ours=read_ours(thing),
    )


def _dispute(thing: dict[str, Any]) -> Disputed:
    amount = _money(thing)
    return Disputed(
        object_id=_identifier(thing, "id"),
        charge_id=_identifier(thing, "charge"),
        amount=amount,
        created_at=from_ms(_take(thing, "created_ms", int)),
        ours=read_ours(thing),
        state=_one_of(thing, "state", ("open", "won", "lost")),
        fee=Money(_take(thing, "fee_minor", int), amount.currency),
        due_by=from_ms(_take(thing, "due_ms", int)) if thing.get("due_ms") else None,
        fee_returned=Money(_take(thing, "fee_returned_minor", int), amount.currency),
    )


def _return(thing: dict[str, Any]) -> Returned:
    amount = _money(thing)
    return Returned(
        object_id=_identifier(thing, "id"),
        charge_id=_identifier(thing, "charge"),
        amount=amount,
        created_at=from_ms(_take(thing, "created_ms", int)),
        ours=read_ours(thing),
        code=RETURNS.get(_take(thing, "code", str), Decline.OTHER),
        hard=_take(thing, "hard", bool),
        fee=Money(_take(thing, "fee_minor", int), amount.currency),
    )


def read_payout(thing: Any) -> Payout:
    """Raises Unreadable."""
    if not isinstance(thing, dict):
        raise Unreadable("not an object")
    try:
        return Payout(
            object_id=_identifier(thing, "id"),
            amount=_money(thing),
            bank=Money(_take(thing, "bank_minor", int), _take(thing, "bank_currency", str)),
            created_at=from_ms(_take(thing, "created_ms", int)),
            arrives_on=from_ms(_take(thing, "arrives_ms", int)).date(),
            state=_one_of(thing, "state", ("on_its_way", "paid", "failed")),
        )
    except (ValueError, TypeError, OverflowError) as error:
        raise Unreadable(f"payout: {error}") from error


def read_part(thing: Any) -> PayoutPart:
    """Raises Unreadable."""
    if not isinstance(thing, dict):
        raise Unreadable("not an object")
    try:
        part = PayoutPart(
            part_id=_identifier(thing, "id"),
            kind=PartKind(_take(thing, "kind", str)),
            object_id=_take(thing, "source", str),
            charge_id=_take(thing, "charge", str),
            gross_minor=_take(thing, "gross_minor", int),
            fee_minor=_take(thing, "fee_minor", int),
            created_at=from_ms(_take(thing, "created_ms", int)),
            ours=read_ours(thing),
        )
    except (ValueError, TypeError, OverflowError) as error:
        raise Unreadable(f"part: {error}") from error
    if part.net_minor != _take(thing, "net_minor", int):
        raise Unreadable("net_minor")
    return part


def _instrument(thing: dict[str, Any]) -> SavedInstrument | None:
    saved = thing.get("saved")
    if saved is None:
        return None
    if not isinstance(saved, dict):
        raise Unreadable("saved")
    brand, last4 = _take(saved, "brand", str), _take(saved, "last4", str)
    return SavedInstrument(
        token=_identifier(saved, "id"),
        method="card",
        label=f"{brand} •••• {last4}",
        expires=(_take(saved, "expiry_year", int), _take(saved, "expiry_month", int)),
    )


def _money(thing: dict[str, Any]) -> Money:
    amount_minor = _take(thing, "amount_minor", int)
    if amount_minor <= 0:
        raise Unreadable("amount_minor")
    return Money(amount_minor, _take(thing, "currency", str))


def _identifier(thing: dict[str, Any], name: str) -> str:
    value = _take(thing, name, str)
    if not 0 < len(value) <= 100:
        raise Unreadable(name)
    return value


def _take(thing: dict[str, Any], name: str, kind: type[T]) -> T:
    value = thing.get(name)
    if type(value) is not kind:
        raise Unreadable(name)
    return value


State = TypeVar("State", bound=str)


def _one_of(thing: dict[str, Any], name: str, choices: tuple[State, ...]) -> State:
    value = thing.get(name)
    for choice in choices:
        if value == choice:
            return choice
    raise Unreadable(name)
