"""Books disputes: opened, won, lost. The pledge is held meanwhile; it goes on after a win and ends after a loss."""

from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine
from smallfavor.ledger.models import EntryKind
from smallfavor.payments.actions.plan_attempt import plan_refund
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.pledges.hold_pledge import hold_for_dispute, release_from_dispute
from smallfavor.payments.actions.settling import Evidence
from smallfavor.payments.actions.undoing import (
    book_undoing,
    find_charge,
    follow_money,
    insert_undoing,
    went_back_minor,
    withdraw_unsent_refunds,
)
from smallfavor.payments.models import IN_FLIGHT, ObjectKind, ProviderObject
from smallfavor.payments.providers.base import Disputed
from smallfavor.payments.rules import bookings
from smallfavor.payments.rules.money_back import after_dispute, left_minor


def book_dispute(evidence: Evidence, record: Disputed) -> None:
    """Book a dispute once, its fee and its end too. While it is open or lost the payment is `disputed`.

    One that has ended does not open again, whatever is heard late. Raises ChargeUnknown.
    """
    charge = find_charge(evidence, record.charge_id)
    known = evidence.known_object(record.object_id)
    if known is None:
        accounts = bookings.dispute(evidence.account.code, duplicate=charge.duplicate)
        entry = book_undoing(evidence, EntryKind.DISPUTE, record, [TransferLine(*accounts, record.amount)])
        known = insert_undoing(evidence, record, ObjectKind.DISPUTE, charge, entry)
    if record.fee is not None and record.fee.minor > 0:
        fee = TransferLine(*bookings.fee(evidence.account.code), record.fee)
        book_undoing(evidence, EntryKind.FEE, record, [fee])
    if known.dispute_state == record.state or known.dispute_state == "won" or _is_stale(known, record):
        return
    if record.state == "won":
        _book_win(evidence, record, duplicate=charge.duplicate)
    known.dispute_state, known.due_by = record.state, record.due_by
    known.save(update_fields=["dispute_state", "due_by"])
    follow_money(evidence, charge, reason=f"dispute {record.state}")
    if record.state != "won":
        withdraw_unsent_refunds(evidence, charge)
    if charge.duplicate:
        _refund_duplicate(evidence, charge)
    else:
        _follow_pledge(evidence, known)


def _is_stale(known: ProviderObject, record: Disputed) -> bool:
    return record.state == "open" and known.dispute_state == "lost"


def _book_win(evidence: Evidence, record: Disputed, *, duplicate: bool) -> None:
    code = evidence.account.code
    lines = [TransferLine(*bookings.dispute_won(code, duplicate=duplicate), record.amount)]
    if record.fee_returned is not None and record.fee_returned.minor > 0:
        lines.append(TransferLine(*bookings.fee_back(code), record.fee_returned))
    book_undoing(evidence, EntryKind.DISPUTE_WON, record, lines)


def _refund_duplicate(evidence: Evidence, charge: ProviderObject) -> None:
    """What came twice is owed to its reader: back from the bank, it goes out again."""
    left = left_minor(charge.amount_minor, went_back_minor(charge))
    if left and not charge.refund_attempts.filter(state__in=IN_FLIGHT).exists():
        plan_refund(evidence.payment, charge, Money(left, charge.currency), now=evidence.now)


def _follow_pledge(evidence: Evidence, dispute: ProviderObject) -> None:
    pledge = evidence.payment.pledge
    if pledge is None:
        return
    others = ProviderObject.objects.filter(
        payment__pledge=pledge, kind=ObjectKind.DISPUTE, dispute_state="open", charge__duplicate=False
    )
    match after_dispute(dispute.dispute_state, others_open=others.exclude(pk=dispute.pk).exists()):
        case "hold":
            hold_for_dispute(pledge, actor=evidence.actor, now=evidence.now)
        case "release":
            release_from_dispute(pledge, actor=evidence.actor, now=evidence.now)
        case "end":
            # Who disputes does not want to be charged: the saved card goes too.
            evidence.payment.pledge = cancel_pledge(
                pledge, actor=evidence.actor, reason="disputed, and the dispute was lost", now=evidence.now
            )
