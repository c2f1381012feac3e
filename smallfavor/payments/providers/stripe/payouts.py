"""Stripe's payouts and balance transactions in the contract's words. Pure.

Stripe's automatic payouts name the balance transactions that they consist of; the payout itself is one of them, with
the opposite sign, and left out here but for a fee of its own. What a manual or instant payout consists of Stripe can't
say: it has no parts, and the desk is told that they do not add up.
"""

from typing import Literal

from smallfavor.core.money import Money
from smallfavor.payments.providers.payouts import PartKind, Payout, PayoutPart
from smallfavor.payments.providers.stripe import instruments
from smallfavor.payments.providers.stripe.fields import (
    Thing,
    Unreadable,
    an_object,
    expanded,
    id_of,
    identifier,
    moment,
    money,
    one_of,
    read_ours,
    signed_minor,
    take,
)

KINDS = {
    "charge": PartKind.CHARGE,
    "payment": PartKind.CHARGE,
    "refund": PartKind.REFUND,
    "payment_refund": PartKind.REFUND,
    "stripe_fee": PartKind.FEE,
    "stripe_fx_fee": PartKind.FEE,
    "tax_fee": PartKind.FEE,
    "payout_failure": PartKind.PAYOUT_FAILED,
    "payout_cancel": PartKind.PAYOUT_FAILED,
}
ABOUT_THE_ACCOUNT = {PartKind.FEE, PartKind.ADJUSTMENT}
STATES: dict[str, Literal["on_its_way", "paid", "failed"]] = {
    "pending": "on_its_way", "in_transit": "on_its_way", "paid": "paid", "failed": "failed", "canceled": "failed",
}  # fmt: skip


def read_payout(thing: object) -> Payout | None:
    """None while its parts are not final yet. Raises Unreadable."""
    payout = an_object(thing, "payout")
    try:
        if payout.get("reconciliation_status") == "in_progress":
            return None
        amount = money(payout)
        return Payout(
            object_id=identifier(payout),
            amount=amount,
            bank=amount,  # other currencies are changed when they are taken, or not at all
            created_at=moment(payout),
            arrives_on=moment(payout, "arrival_date").date(),
            state=STATES[one_of(payout, "status", tuple(STATES))],
        )
    except (ValueError, TypeError, OverflowError) as error:
        raise Unreadable(f"payout: {error}") from error


def read_part(thing: object) -> PayoutPart | None:
    """None for the payout itself, where it has no fee of its own. Raises Unreadable."""
    moved = an_object(thing, "balance_transaction")
    try:
        part = _own_fee(moved) if moved.get("type") == "payout" else _part(moved)
    except (ValueError, TypeError, OverflowError) as error:
        raise Unreadable(f"balance transaction: {error}") from error
    return part


def _part(moved: Thing) -> PayoutPart:
    source = expanded(moved, "source")
    kind = _kind(moved, source)
    about = "" if kind in ABOUT_THE_ACCOUNT else id_of(moved, "source")
    part = PayoutPart(
        part_id=identifier(moved),
        kind=kind,
        object_id=about,
        charge_id=id_of(source, "charge") if about and kind is not PartKind.CHARGE else "",
        gross_minor=signed_minor(moved, "amount"),
        fee_minor=signed_minor(moved, "fee"),
        created_at=moment(moved),
        ours=read_ours(source) or read_ours(expanded(source, "charge")),
    )
    if part.net_minor != signed_minor(moved, "net"):
        raise Unreadable("net")
    return part


def _own_fee(moved: Thing) -> PayoutPart | None:
    fee = Money(signed_minor(moved, "fee"), take(moved, "currency", str).upper())
    if not fee.minor:
        return None
    return PayoutPart(identifier(moved), PartKind.FEE, "", "", -fee.minor, 0, moment(moved), None)


def _kind(moved: Thing, source: Thing) -> PartKind:
    if source.get("object") == "dispute":
        if take(moved, "amount", int) > 0:
            return PartKind.DISPUTE_WON
        details = expanded(expanded(source, "charge"), "payment_method_details")
        return PartKind.RETURN if details.get("type") in instruments.DEBITS else PartKind.DISPUTE
    return KINDS.get(take(moved, "type", str), PartKind.ADJUSTMENT)
