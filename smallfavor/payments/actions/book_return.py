"""Books what was given back, by us or at the provider. Not here: what a bank takes (book_dispute, book_returned)."""

from smallfavor.ledger.actions.book import TransferLine
from smallfavor.ledger.models import EntryKind
from smallfavor.payments.actions.settling import Evidence, close_attempt
from smallfavor.payments.actions.undoing import (
    ChargeUnknown,
    book_undoing,
    find_charge,
    follow_money,
    insert_undoing,
)
from smallfavor.payments.mails import send_refunded_later
from smallfavor.payments.models import AttemptOperation, AttemptState, ObjectKind
from smallfavor.payments.providers.base import Refunded
from smallfavor.payments.rules import bookings

__all__ = ["ChargeUnknown", "book_refund"]


def book_refund(evidence: Evidence, record: Refunded) -> None:
    """Book a refund once, ours or one made at the provider. A payment that went back whole is `refunded`.

    Raises ChargeUnknown.
    """
    charge = find_charge(evidence, record.charge_id)
    if evidence.known_object(record.object_id) is None:
        code = evidence.account.code
        debit, credit = (
            bookings.duplicate_refund(code) if charge.duplicate else bookings.refund(code, evidence.payment.interval)
        )
        entry = book_undoing(evidence, EntryKind.REFUND, record, [TransferLine(debit, credit, record.amount)])
        row = insert_undoing(evidence, record, ObjectKind.REFUND, charge, entry)
        send_refunded_later(row)
    if evidence.attempt.operation == AttemptOperation.REFUND:
        close_attempt(evidence.attempt, AttemptState.SUCCEEDED)
    follow_money(evidence, charge)
