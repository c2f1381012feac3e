"""Books money that went back: refunds, of duplicates and others, and disputes."""

from django.db.models import Sum

from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import Entry, EntryKind
from smallfavor.payments.actions.change_state import change_payment
from smallfavor.payments.actions.settling import Evidence, charge_of, close_attempt
from smallfavor.payments.models import AttemptOperation, AttemptState, ObjectKind, PaymentState, ProviderObject
from smallfavor.payments.providers.base import Disputed, Refunded
from smallfavor.payments.rules import bookings


class ChargeUnknown(Exception):
    """Raised when a refund or dispute is heard of before its charge: settle the charge first, then this again."""

    code = "charge_unknown"


def book_refund(evidence: Evidence, record: Refunded) -> None:
    """Book a refund once, ours or one made at the provider. A payment that went back whole is `refunded`.

    Raises ChargeUnknown.
    """
    charge = _charge(evidence, record.charge_id)
    if evidence.known_object(record.object_id) is None:
        code = evidence.account.code
        debit, credit = (
            bookings.duplicate_refund(code) if charge.duplicate else bookings.refund(code, evidence.payment.interval)
        )
        entry = _book(evidence, EntryKind.REFUND, record, TransferLine(debit, credit, record.amount))
        _insert(evidence, record, ObjectKind.REFUND, charge, entry)
    if evidence.attempt.operation == AttemptOperation.REFUND:
        close_attempt(evidence.attempt, AttemptState.SUCCEEDED)
    if not charge.duplicate and refunded_minor(charge) >= charge.amount_minor:
        change_payment(evidence.payment, PaymentState.REFUNDED, actor=evidence.actor, now=evidence.now)


def book_dispute(evidence: Evidence, record: Disputed) -> None:
    """Book a dispute once, its end too. While it is open or lost the payment is `disputed`; won, it is paid again.

    Raises ChargeUnknown.
    """
    charge = _charge(evidence, record.charge_id)
    code = evidence.account.code
    known = evidence.known_object(record.object_id)
    if known is None:
        entry = _book(evidence, EntryKind.DISPUTE, record, TransferLine(*bookings.dispute(code), record.amount))
        known = _insert(evidence, record, ObjectKind.DISPUTE, charge, entry)
    if record.fee is not None and record.fee.minor > 0:
        _book(evidence, EntryKind.FEE, record, TransferLine(*bookings.fee(code), record.fee))
    if record.state == "won":
        line = TransferLine(*bookings.dispute_won(code), record.amount)
        _book(evidence, EntryKind.DISPUTE_WON, record, line)
    known.dispute_state = record.state
    known.save(update_fields=["dispute_state"])
    if charge.duplicate or evidence.payment.state == PaymentState.REFUNDED:
        return
    state = PaymentState.PAID if record.state == "won" else PaymentState.DISPUTED
    change_payment(evidence.payment, state, actor=evidence.actor, now=evidence.now, reason=f"dispute {record.state}")


def refunded_minor(charge: ProviderObject) -> int:
    """How much of a success has gone back so far."""
    total: int | None = charge.undone_by.filter(kind=ObjectKind.REFUND).aggregate(total=Sum("amount_minor"))["total"]
    return total or 0


def _charge(evidence: Evidence, charge_id: str) -> ProviderObject:
    charge = charge_of(evidence, charge_id)
    if charge is None:
        raise ChargeUnknown(charge_id)
    return charge


def _book(evidence: Evidence, kind: EntryKind, record: Refunded | Disputed, line: TransferLine) -> Entry:
    return book_entry(
        kind=kind,
        provider_object=evidence.booked_as(record.object_id),
        payment_uuid=evidence.payment.uuid,
        happened_at=record.created_at,
        booked_at=evidence.now,
        transfers=[line],
    )


def _insert(
    evidence: Evidence, record: Refunded | Disputed, kind: ObjectKind, charge: ProviderObject, entry: Entry
) -> ProviderObject:
    amount: Money = record.amount
    return ProviderObject.objects.create(
        provider_account=evidence.account,
        object_id=record.object_id,
        kind=kind,
        payment=evidence.payment,
        attempt=evidence.attempt,
        charge=charge,
        entry=entry,
        amount_minor=amount.minor,
        currency=amount.currency,
        created_at=record.created_at,
        seen_at=evidence.now,
    )
