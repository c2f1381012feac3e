"""Books a debit that the payer's bank sent back weeks later: the income goes, the fee is booked, the pledge follows.

The period is not charged again, but where the service's own rules foresee a second try.
"""

from datetime import timedelta

from smallfavor.core.paper import current_paper
from smallfavor.ledger.actions.book import TransferLine
from smallfavor.ledger.models import EntryKind
from smallfavor.payments.actions.change_state import change_pledge_state
from smallfavor.payments.actions.plan_try import plan_try
from smallfavor.payments.actions.pledges.withdraw import withdraw_planned
from smallfavor.payments.actions.settling import Evidence
from smallfavor.payments.actions.undoing import (
    book_undoing,
    find_charge,
    follow_money,
    insert_undoing,
    withdraw_unsent_refunds,
)
from smallfavor.payments.mails import send_returned_later
from smallfavor.payments.models import (
    AttemptOperation,
    ObjectKind,
    PaymentState,
    Pledge,
    PledgeState,
    ProviderObject,
)
from smallfavor.payments.providers.base import Returned
from smallfavor.payments.rules import bookings
from smallfavor.payments.rules.money_back import RETURNS_IN_A_ROW_MAX, AfterReturn, after_return, may_try_again
from smallfavor.payments.rules.retries import RETRY_DAYS, morning_of
from smallfavor.payments.rules.states import HAD_MONEY


def book_returned(evidence: Evidence, record: Returned) -> None:
    """Book a late return once, with its fee. The payment becomes `returned`; its reader is told.

    Raises ChargeUnknown.
    """
    charge = find_charge(evidence, record.charge_id)
    if evidence.known_object(record.object_id) is not None:
        return
    code = evidence.account.code
    accounts = bookings.duplicate_refund(code) if charge.duplicate else bookings.refund(code, evidence.payment.interval)
    entry = book_undoing(evidence, EntryKind.RETURNED, record, [TransferLine(*accounts, record.amount)])
    row = insert_undoing(evidence, record, ObjectKind.RETURN, charge, entry)
    if record.fee is not None and record.fee.minor > 0:
        book_undoing(evidence, EntryKind.FEE, record, [TransferLine(*bookings.fee(code), record.fee)])
    withdraw_unsent_refunds(evidence, charge)
    follow_money(evidence, charge, reason=str(record.code))
    if charge.duplicate:
        return
    _try_again(evidence, record, charge)
    _follow_pledge(evidence, record, charge)
    send_returned_later(row)


def _try_again(evidence: Evidence, record: Returned, charge: ProviderObject) -> None:
    """Ask once more for what came back for a passing reason; it may then take the place of what had come."""
    payment, pledge = evidence.payment, evidence.payment.pledge
    sent = payment.attempts.exclude(operation=AttemptOperation.REFUND).filter(first_sent_at__isnull=False).count()
    again = may_try_again(code=str(record.code), hard=record.hard, tries=sent, tries_most=record.tries_most)
    planned = None
    if (
        again and pledge is not None and pledge.state == PledgeState.ACTIVE and pledge.instrument is not None
        and record.amount.minor == charge.amount_minor and not pledge.held
    ):  # fmt: skip
        paper = current_paper()
        wanted = morning_of(paper.today(evidence.now) + timedelta(days=RETRY_DAYS[1]), paper.zone)
        planned = plan_try(pledge, payment, pledge.instrument, wanted=wanted, actor=evidence.actor, now=evidence.now)
    charge.came_back = planned is not None
    charge.save(update_fields=["came_back"])
    payment.retry_on = current_paper().today(planned.send_after) if planned else None
    payment.save(update_fields=["retry_on"])


def _follow_pledge(evidence: Evidence, record: Returned, charge: ProviderObject) -> None:
    pledge = evidence.payment.pledge
    if (
        pledge is None
        or pledge.state not in {PledgeState.ACTIVE, PledgeState.PAUSED}
        or _pays_otherwise(pledge, charge)
    ):
        return
    step = after_return(code=str(record.code), hard=record.hard, in_a_row=_in_a_row(pledge))
    if step is AfterReturn.NEW_INSTRUMENT:
        reason = "a payment came back from the bank"
        withdraw_planned(pledge, actor=evidence.actor, reason=reason, now=evidence.now)
        change_pledge_state(
            pledge, PledgeState.LAPSED, actor=evidence.actor, now=evidence.now, reason=f"{reason}: {record.code}"
        )


def _pays_otherwise(pledge: Pledge, charge: ProviderObject) -> bool:
    """True when the reader has given another way to pay since: what came back says nothing about it."""
    return pledge.changes.filter(reason="another way to pay", happened_at__gt=charge.created_at).exists()


def _in_a_row(pledge: Pledge) -> int:
    latest = pledge.payments.filter(state__in=HAD_MONEY).order_by("-period").values_list("state", flat=True)
    count = 0
    for state in latest[:RETURNS_IN_A_ROW_MAX]:
        if state != PaymentState.RETURNED:
            break
        count += 1
    return count
