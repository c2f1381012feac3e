"""What refunds, disputes and late returns share: charge, entry, row, and the payment's state afterwards."""

from collections.abc import Sequence

from django.db.models import Sum

from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import Entry, EntryKind
from smallfavor.payments.actions.change_state import change_payment, note
from smallfavor.payments.actions.settling import Evidence, charge_of, close_attempt
from smallfavor.payments.models import (
    AttemptOperation,
    AttemptState,
    ObjectKind,
    Payment,
    PaymentState,
    ProviderObject,
)
from smallfavor.payments.providers.base import Disputed, Refunded, Returned
from smallfavor.payments.rules.money_back import state_after

Undoing = Refunded | Disputed | Returned


class ChargeUnknown(Exception):
    """Raised when a refund, dispute or return is heard of before its charge: settle the charge first, then it again."""

    code = "charge_unknown"


def find_charge(evidence: Evidence, charge_id: str) -> ProviderObject:
    """Raises ChargeUnknown."""
    charge = charge_of(evidence, charge_id)
    if charge is None:
        raise ChargeUnknown(charge_id)
    return charge


def book_undoing(evidence: Evidence, kind: EntryKind, record: Undoing, lines: Sequence[TransferLine]) -> Entry:
    return book_entry(
        kind=kind,
        provider_object=evidence.booked_as(record.object_id),
        payment_uuid=evidence.payment.uuid,
        happened_at=record.created_at,
        booked_at=evidence.now,
        transfers=lines,
    )


def insert_undoing(
    evidence: Evidence, record: Undoing, kind: ObjectKind, charge: ProviderObject, entry: Entry
) -> ProviderObject:
    """The row of what went back, once."""
    row = ProviderObject(
        provider_account=evidence.account,
        object_id=record.object_id,
        kind=kind,
        payment=evidence.payment,
        attempt=evidence.attempt,
        charge=charge,
        entry=entry,
        amount_minor=record.amount.minor,
        currency=record.amount.currency,
        created_at=record.created_at,
        seen_at=evidence.now,
    )
    if isinstance(record, Disputed):
        row.due_by, row.fee_minor = record.due_by, record.fee.minor if record.fee else None
    if isinstance(record, Returned):
        row.decline_code, row.fee_minor = str(record.code), record.fee.minor if record.fee else None
    row.save(force_insert=True)
    return row


def keeps_success(payment: Payment) -> bool:
    """True while a success of this payment stands: one that is no duplicate, and whose place no other try may take."""
    return payment.provider_objects.filter(kind=ObjectKind.SUCCESS, duplicate=False, came_back=False).exists()


def refunded_minor(charge: ProviderObject) -> int:
    """How much of a success was given back so far."""
    return _sum(charge, [ObjectKind.REFUND])


def went_back_minor(charge: ProviderObject) -> int:
    """How much of a success is not here any more: given back, sent back by the bank, or disputed and not won."""
    disputed: int | None = (
        charge.undone_by.filter(kind=ObjectKind.DISPUTE)
        .exclude(dispute_state="won")
        .aggregate(t=Sum("amount_minor"))["t"]
    )
    return _sum(charge, [ObjectKind.REFUND, ObjectKind.RETURN]) + (disputed or 0)


def follow_money(evidence: Evidence, charge: ProviderObject, *, reason: str = "") -> None:
    """Bring the payment's state in line with what became of its money. A duplicate says nothing about it, nor does what
    came back before another try took its place."""
    if charge.duplicate or (charge.came_back and keeps_success(evidence.payment)):
        return
    undone = charge.undone_by
    state = state_after(
        captured_minor=charge.amount_minor,
        refunded_minor=refunded_minor(charge),
        returned=undone.filter(kind=ObjectKind.RETURN).exists(),
        disputes=list(undone.filter(kind=ObjectKind.DISPUTE).values_list("dispute_state", flat=True)),
    )
    change_payment(evidence.payment, PaymentState(state), actor=evidence.actor, now=evidence.now, reason=reason)


def withdraw_unsent_refunds(evidence: Evidence, charge: ProviderObject) -> None:
    """The bank has the money: what was planned to be given back and has never left must not go out as well."""
    planned = evidence.payment.attempts.filter(
        operation=AttemptOperation.REFUND, refund_of=charge, state=AttemptState.PLANNED, first_sent_at=None
    )
    for attempt in planned:
        close_attempt(attempt, AttemptState.GIVEN_UP)
        reason = "the payer's bank has taken the money back"
        note(
            payment=evidence.payment, pledge=None, state="refund_withdrawn", actor=evidence.actor, now=evidence.now,
            reason=reason,
        )  # fmt: skip


def _sum(charge: ProviderObject, kinds: Sequence[ObjectKind]) -> int:
    total: int | None = charge.undone_by.filter(kind__in=kinds).aggregate(total=Sum("amount_minor"))["total"]
    return total or 0
