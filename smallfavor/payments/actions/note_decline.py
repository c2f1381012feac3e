"""Notes a decline that the provider recorded, and what follows: another page, another try, another card, or the end."""

from datetime import datetime, time

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.change_state import change_payment, change_pledge_state
from smallfavor.payments.actions.plan_attempt import plan_charge
from smallfavor.payments.actions.settling import Evidence, close_attempt
from smallfavor.payments.mails import send_decline_later
from smallfavor.payments.models import (
    AttemptOperation,
    AttemptState,
    ObjectKind,
    PaymentState,
    PledgeState,
    ProviderObject,
)
from smallfavor.payments.providers.base import Declined
from smallfavor.payments.rules.retries import AfterDecline, RetryStep, after_decline
from smallfavor.payments.rules.states import HAD_MONEY

# Retries go out in the paper's morning: after the night's bookings, when salaries are in.
RETRY_HOUR = 9


def note_decline(evidence: Evidence, record: Declined) -> None:
    """Insert the decline once. Money that came before or comes later makes it history."""
    if evidence.known_object(record.object_id) is not None:
        return
    payment, attempt = evidence.payment, evidence.attempt
    ProviderObject.objects.create(
        provider_account=evidence.account,
        object_id=record.object_id,
        kind=ObjectKind.DECLINE,
        payment=payment,
        attempt=attempt,
        amount_minor=record.amount.minor,
        currency=record.amount.currency,
        decline_code=str(record.code),
        created_at=record.created_at,
        seen_at=evidence.now,
    )
    if attempt.state in {AttemptState.SUCCEEDED, AttemptState.DECLINED} or _is_over(evidence):
        return
    attempt.decline_code = str(record.code)
    if record.final:
        close_attempt(attempt, AttemptState.DECLINED)
    else:
        attempt.save(update_fields=["decline_code"])
    if payment.state in HAD_MONEY:
        return
    payment.decline_code = str(record.code)
    if attempt.operation == AttemptOperation.CHARGE:
        _decide_renewal(evidence, record)
    else:
        # The reader stands before the page: they are told there, and may try another card on it.
        change_payment(payment, PaymentState.FAILED, actor=evidence.actor, now=evidence.now, reason=str(record.code))


def _is_over(evidence: Evidence) -> bool:
    """True when the page had ended and the reader has gone on to another. The last page's decline is still news: the
    page and its decline are told by two events, and a list that lags can show the page first."""
    attempt = evidence.attempt
    return attempt.state == AttemptState.EXPIRED and evidence.payment.attempts.filter(n__gt=attempt.n).exists()


def _decide_renewal(evidence: Evidence, record: Declined) -> None:
    payment, paper = evidence.payment, current_paper()
    declined = payment.attempts.filter(operation=AttemptOperation.CHARGE, state=AttemptState.DECLINED)
    first = payment.attempts.filter(operation=AttemptOperation.CHARGE).order_by("n")[0]
    step = after_decline(
        code=str(record.code),
        hard=record.hard,
        tries=declined.count(),
        first_try_on=paper.today(first.first_sent_at or first.created_at),
        today=paper.today(evidence.now),
    )
    if step.what is AfterDecline.RETRY and _plan_retry(evidence, step):
        change_payment(payment, PaymentState.PLANNED, actor=evidence.actor, now=evidence.now, reason=str(record.code))
    else:
        _end(evidence, str(record.code))
    send_decline_later(payment)


def _plan_retry(evidence: Evidence, step: RetryStep) -> bool:
    """Plan the next try; False where the pledge no longer wants one."""
    payment = evidence.payment
    pledge = payment.pledge
    if pledge is None or pledge.state not in {PledgeState.ACTIVE, PledgeState.PAUSED} or step.on is None:
        return False
    if pledge.instrument is None:
        return False
    payment.retry_on = step.on
    plan_charge(
        payment, pledge.instrument.provider_account, pledge.instrument.token,
        send_after=datetime.combine(step.on, time(RETRY_HOUR), current_paper().zone), now=evidence.now,
    )  # fmt: skip
    return True


def _end(evidence: Evidence, code: str) -> None:
    payment = evidence.payment
    payment.retry_on = None
    change_payment(payment, PaymentState.FAILED, actor=evidence.actor, now=evidence.now, reason=code)
    pledge = payment.pledge
    if pledge is not None and pledge.state in {PledgeState.ACTIVE, PledgeState.PAUSED}:
        change_pledge_state(pledge, PledgeState.LAPSED, actor=evidence.actor, now=evidence.now, reason=code)
