"""PayPal's orders, captures, refunds and setup tokens, read strictly into the contract's records. Pure.

Names at PayPal do not show what they name, so ours do: `order_…`, `capture_…`, `refund_…`, `setup_…`, `dispute_…`. What
can't be read is never guessed: `Unreadable`, which the provider tells as an unknown outcome.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Decline,
    Declined,
    Ours,
    Processing,
    Refunded,
    SavedInstrument,
    Succeeded,
)
from smallfavor.payments.providers.paypal import amounts, reference
from smallfavor.payments.providers.paypal.frozen import METHOD, PAGE

ORDER_LIFE = timedelta(hours=3)  # a page that nobody approved is forgotten by PayPal after that
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
LABEL = "PayPal"
TAKEN = {"COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"}
NOT_TAKEN = {"DECLINED", "FAILED"}
_OPEN = {"CREATED", "SAVED", "PAYER_ACTION_REQUIRED"}
State = Literal["open", "approved", "complete", "expired"]


class Unreadable(Exception):
    """Raised when an answer is not what PayPal's own description says."""


@dataclass(frozen=True)
class Order:
    """One order with what we know of it: a page of ours, a renewal, or somebody else's."""

    id: str
    created_at: datetime
    state: State
    url: str
    amount: Money
    ours: Ours | None
    page_until: datetime | None  # None: a renewal, or somebody else's
    instrument: SavedInstrument | None
    captures: tuple[dict[str, Any], ...]
    refunds: tuple[dict[str, Any], ...]

    @property
    def is_page(self) -> bool:
        return self.page_until is not None

    def session(self) -> CheckoutSession:
        return CheckoutSession(
            object_id=f"order_{self.id}",
            url=self.url,
            state=self.state,
            expires_at=self.page_until or self.created_at + ORDER_LIFE,
            created_at=self.created_at,
            ours=self.ours,
            instrument=self.instrument,
        )

    def charges(self) -> list[Succeeded | Declined | Processing]:
        return [charge(capture, self) for capture in self.captures]


def order(thing: Any, page_origin: str) -> Order:
    """Raises Unreadable."""
    try:
        return _order(_mapping(thing), page_origin)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Unreadable(f"order: {error}") from error


def charge(capture: Any, its_order: Order | None) -> Succeeded | Declined | Processing:
    """A capture; `its_order` brings the page and the instrument. Raises Unreadable."""
    try:
        return _charge(_mapping(capture), its_order)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Unreadable(f"capture: {error}") from error


def order_of(capture: Mapping[str, Any]) -> str:
    """The id of the order that a capture belongs to; empty where it does not say."""
    related = (capture.get("supplementary_data") or {}).get("related_ids") or {}
    return str(related.get("order_id") or "")


def refund(thing: Any) -> Refunded | None:
    """None while it is not done, or when it failed. Raises Unreadable."""
    try:
        found = _mapping(thing)
        if _text(found, "status") != "COMPLETED":
            return None
        amount = amounts.read(found["amount"])
        up = next(link["href"] for link in found["links"] if link["rel"] == "up")
        return Refunded(
            object_id=f"refund_{_text(found, 'id')}",
            charge_id=f"capture_{_printable(up.rpartition('/')[2])}",
            amount=amount,
            created_at=moment(found["create_time"]),
            ours=reference.read(found.get("custom_id"), amount),
        )
    except (ValueError, TypeError, KeyError, OverflowError, StopIteration, AttributeError) as error:
        raise Unreadable(f"refund: {error}") from error


def setup(thing: Any, page_origin: str, token: SavedInstrument | None = None) -> CheckoutSession:
    """A setup token: the page on which another PayPal account is saved. Raises Unreadable."""
    try:
        found = _mapping(thing)
        setup_id, status = _text(found, "id"), _text(found, "status")
        until, _, name = _text(_mapping(found["customer"]), "merchant_customer_id").partition("*")
        expires_at = reference.read_moment(until)
        state: State = "open" if status in {"CREATED", "PAYER_ACTION_REQUIRED"} else "complete"
        return CheckoutSession(
            object_id=f"setup_{setup_id}",
            url=_page_url(found, f"{page_origin}/agreements/approve?approval_session_id={setup_id}", page_origin),
            state="approved" if status == "APPROVED" else state,
            expires_at=expires_at,
            created_at=expires_at - ORDER_LIFE,  # PayPal does not tell when
            ours=reference.read(name),
            instrument=token,
        )
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Unreadable(f"setup token: {error}") from error


def customer_of(thing: Any) -> str:
    """PayPal's own id of the customer of a setup token. Raises Unreadable."""
    try:
        return _text(_mapping(_mapping(thing)["customer"]), "id")
    except (TypeError, KeyError, ValueError) as error:
        raise Unreadable("customer") from error


def instrument(thing: Any) -> SavedInstrument:
    """A payment token. Raises Unreadable."""
    try:
        return SavedInstrument(token=_text(_mapping(thing), "id"), method=METHOD, label=LABEL)
    except (TypeError, KeyError, ValueError) as error:
        raise Unreadable("payment token") from error


def gone(session_id: str, ours: Ours) -> CheckoutSession:
    """The page that PayPal has forgotten, as nobody approved it in time. It does not know any more when it was made."""
    return CheckoutSession(session_id, "", "expired", LONG_AGO, LONG_AGO, ours)


def moment(text: Any) -> datetime:
    """Raises ValueError, TypeError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without a zone")
    return found.astimezone(UTC)


def _order(thing: Mapping[str, Any], page_origin: str) -> Order:
    [unit] = thing["purchase_units"]
    order_id, created_at, amount = _text(thing, "id"), moment(thing["create_time"]), amounts.read(unit["amount"])
    if amount.minor <= 0:
        raise ValueError("amount")
    payments = unit.get("payments") or {}
    what, _, more = str(unit.get("reference_id", "")).partition(".")
    until, _, more = more.partition(".") if what == PAGE else ("", "", more)
    ours = reference.read(unit.get("custom_id"), amount, more)
    captures = tuple(payments.get("captures") or ())
    return Order(
        id=order_id,
        created_at=created_at,
        state=_state(thing, captures),
        url=_page_url(thing, f"{page_origin}/checkoutnow?token={order_id}", page_origin),
        amount=amount,
        ours=ours,
        page_until=reference.read_moment(until) if until and ours is not None else None,
        instrument=_vaulted(thing.get("payment_source")),
        captures=captures,
        refunds=tuple(payments.get("refunds") or ()),
    )


def _state(thing: Mapping[str, Any], captures: tuple[dict[str, Any], ...]) -> State:
    status = _text(thing, "status")
    if captures and all(capture.get("status") in NOT_TAKEN for capture in captures):
        return "expired"
    if status == "COMPLETED" or captures:
        return "complete"
    # Closed by us: an order with that intent can't be captured (PayPal.expire_session).
    if status == "VOIDED" or thing.get("intent") != "CAPTURE":
        return "expired"
    if status == "APPROVED":
        return "approved"
    if status in _OPEN:
        return "open"
    raise ValueError("status")


def _charge(capture: Mapping[str, Any], its_order: Order | None) -> Succeeded | Declined | Processing:
    status, object_id = _text(capture, "status"), f"capture_{_text(capture, 'id')}"
    amount, created_at = amounts.read(capture["amount"]), moment(capture["create_time"])
    if amount.minor <= 0:
        raise ValueError("amount")
    ours = its_order.ours if its_order else reference.read(capture.get("custom_id"), amount)
    session_id = f"order_{its_order.id}" if its_order and its_order.is_page else ""
    if status in NOT_TAKEN:
        return Declined(object_id, amount, created_at, ours, Decline.CARD_DECLINED, False, status, session_id)
    if status == "PENDING":
        return Processing(object_id, amount, created_at, ours, session_id)
    if status not in TAKEN:
        raise ValueError("status")
    return Succeeded(
        object_id=object_id,
        amount=amount,
        created_at=created_at,
        ours=ours,
        fee=_fee(capture, amount),
        instrument=its_order.instrument if its_order else None,
        session_id=session_id,
        method=METHOD,
    )


def _fee(capture: Mapping[str, Any], amount: Money) -> Money | None:
    told = (capture.get("seller_receivable_breakdown") or {}).get("paypal_fee")
    fee = amounts.read(told) if told else None
    return fee if fee is not None and fee.currency == amount.currency and fee.minor >= 0 else None


def _vaulted(source: Any) -> SavedInstrument | None:
    vault = (((source or {}).get("paypal") or {}).get("attributes") or {}).get("vault") or {}
    return instrument(vault) if vault.get("status") in {"VAULTED", "CREATED"} and vault.get("id") else None


def _page_url(thing: Mapping[str, Any], otherwise: str, page_origin: str) -> str:
    """Where the payer is sent: the link that PayPal gives, on its own pages and nowhere else."""
    links = {link["rel"]: link["href"] for link in thing.get("links") or () if isinstance(link, dict)}
    url = str(links.get("payer-action") or links.get("approve") or otherwise)
    if not url.startswith(f"{page_origin}/"):
        raise ValueError("a page elsewhere")
    return url


def _mapping(thing: Any) -> Mapping[str, Any]:
    if not isinstance(thing, dict):
        raise TypeError("not an object")
    return thing


def _text(thing: Mapping[str, Any], name: str) -> str:
    return _printable(thing.get(name), name)


def _printable(value: Any, name: str = "id") -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 100 or not value.isprintable():
        raise ValueError(name)
    return value
