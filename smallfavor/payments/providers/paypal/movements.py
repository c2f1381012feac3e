"""What PayPal's transactions and disputes say, in the contract's records and payout parts. Pure.

PayPal has no payouts with parts of their own: a withdrawal (T04..) takes what the balance holds. Its parts are what
moved that currency's balance since the withdrawal before; what stayed there, or was there already, is a part too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import Declined, Disputed, Ours, Processing, Succeeded
from smallfavor.payments.providers.payouts import PartKind, Payout, PayoutPart
from smallfavor.payments.providers.paypal import amounts, reference, wire
from smallfavor.payments.providers.paypal.frozen import METHOD

# By the first letters of PayPal's event codes, the longest that fits.
KINDS = {
    "T00": PartKind.CHARGE,
    "T01": PartKind.FEE,
    "T1107": PartKind.REFUND,
    "T1106": PartKind.DISPUTE,
    "T1110": PartKind.DISPUTE,
    "T1201": PartKind.DISPUTE,
    "T1111": PartKind.DISPUTE_WON,
    "T1202": PartKind.DISPUTE_WON,
}
WITHDRAWAL = "T04"
_PAYOUT_STATES: Mapping[str, Literal["on_its_way", "paid", "failed"]] = {
    "S": "paid", "P": "on_its_way", "D": "failed", "V": "failed",
}  # fmt: skip
WON = {"RESOLVED_SELLER_FAVOUR", "RESOLVED_WITH_PAYOUT", "CANCELED_BY_BUYER", "DENIED"}


@dataclass(frozen=True)
class Movement:
    """One transaction. `gross_minor` signed as the balance saw it; `fee_minor` is what PayPal took of it."""

    id: str
    code: str
    status: str
    amount: Money
    fee_minor: int
    at: datetime
    about: str  # the transaction that it undoes, where it says so
    ours: Ours | None

    @property
    def is_withdrawal(self) -> bool:
        return self.code.startswith(WITHDRAWAL)

    @property
    def kind(self) -> PartKind:
        return KINDS.get(self.code) or KINDS.get(self.code[:3]) or PartKind.ADJUSTMENT

    @property
    def counts(self) -> bool:
        """True where it has moved the balance."""
        return self.status in {"S", "V"} or self.is_withdrawal


def movement(info: Mapping[str, Any]) -> Movement:
    """Raises wire.Unreadable."""
    try:
        amount = amounts.read(info["transaction_amount"])
        fee = amounts.read(info["fee_amount"]) if info.get("fee_amount") else Money(0, amount.currency)
        if fee.currency != amount.currency:
            raise ValueError("a fee in another currency")
        about = info.get("paypal_reference_id") if info.get("paypal_reference_id_type") == "TXN" else ""
        return Movement(
            id=str(info["transaction_id"])[:100],
            code=str(info["transaction_event_code"])[:5],
            status=str(info["transaction_status"])[:1],
            amount=amount,
            fee_minor=-fee.minor,
            at=wire.moment(info["transaction_initiation_date"]),
            about=str(about or "")[:100],
            ours=reference.read(info.get("custom_field"), amount),
        )
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise wire.Unreadable(f"transaction: {error}") from error


def charge(found: Movement) -> Succeeded | Processing | Declined | None:
    """A payment as the list tells it: no instrument, no page. None for all else."""
    if found.kind is not PartKind.CHARGE or found.amount.minor <= 0:
        return None
    name = f"capture_{found.id}"
    if found.status == "P":
        return Processing(name, found.amount, found.at, found.ours)
    if found.status not in {"S", "V"}:
        return None  # PayPal keeps some that were denied, and not others: nobody should count on them
    fee = Money(found.fee_minor, found.amount.currency) if found.fee_minor >= 0 else None
    return Succeeded(name, found.amount, found.at, found.ours, fee=fee, method=METHOD)


def dispute(thing: Any, charge_ours: Ours | None) -> Disputed:
    """Raises wire.Unreadable."""
    try:
        [disputed] = thing["disputed_transactions"]
        status, outcome = str(thing["status"]), str((thing.get("dispute_outcome") or {}).get("outcome_code", ""))
        ended: Literal["won", "lost"] = "won" if outcome in WON else "lost"
        due = thing.get("seller_response_due_date")
        return Disputed(
            object_id=f"dispute_{thing['dispute_id']}",
            charge_id=f"capture_{disputed['seller_transaction_id']}",
            amount=amounts.read(thing["dispute_amount"]),
            created_at=wire.moment(thing["create_time"]),
            ours=charge_ours,
            state=ended if status == "RESOLVED" else "open",
            due_by=wire.moment(due) if due else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise wire.Unreadable(f"dispute: {error}") from error


def disputed_capture(thing: Any) -> str:
    """The capture that a dispute is about. Raises wire.Unreadable."""
    try:
        return str(thing["disputed_transactions"][0]["seller_transaction_id"])
    except (TypeError, KeyError, IndexError) as error:
        raise wire.Unreadable("dispute") from error


def payout(found: Movement) -> Payout:
    """A withdrawal. Raises wire.Unreadable."""
    state = _PAYOUT_STATES.get(found.status)
    if state is None or found.amount.minor >= 0:
        raise wire.Unreadable("withdrawal")
    amount = Money(-found.amount.minor, found.amount.currency)
    name = f"payout_{found.id}_{reference.write_moment(found.at)}"
    return Payout(name, amount, amount, found.at, found.at.date(), state)


def part(found: Movement, about: str = "") -> PayoutPart:
    """One movement as a part. `about`: the name of what it is, where its own id does not say."""
    kind, name, undone = found.kind, about, f"capture_{found.about}" if found.about else ""
    if kind is PartKind.CHARGE:
        name, undone = f"capture_{found.id}", ""
    elif kind is PartKind.REFUND:
        name = f"refund_{found.id}"
    elif about.startswith("payout_"):
        kind, undone = PartKind.PAYOUT_FAILED, ""
    elif kind in {PartKind.FEE, PartKind.ADJUSTMENT}:
        undone = ""
    return PayoutPart(
        f"part_{found.id}_{found.code}", kind, name, undone, found.amount.minor, found.fee_minor, found.at, found.ours
    )


def carried(withdrawal: Movement, parts: Iterable[PayoutPart]) -> PayoutPart | None:
    """What makes the parts add up: money that was in the balance before, or stayed in it (negative)."""
    difference = -withdrawal.amount.minor - sum(one.net_minor for one in parts)
    if not difference:
        return None
    return PayoutPart(
        f"part_{withdrawal.id}_balance", PartKind.ADJUSTMENT, "", "", difference, 0, withdrawal.at, None
    )  # fmt: skip
