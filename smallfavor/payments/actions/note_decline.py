"""Notes a decline that the provider recorded, and decides what follows: docs/rules/retries.md tells it in prose."""

from datetime import datetime

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.change_state import change_payment, change_pledge_state
from smallfavor.payments.actions.guard.note_outcome import note_card_declined
from smallfavor.payments.actions.moving.held_period import leave_waiting
from smallfavor.payments.actions.plan_try import plan_try
from smallfavor.payments.actions.settling import Evidence, close_attempt
from smallfavor.payments.mails import DunningStep, send_dunning_later, send_failed_later
from smallfavor.payments.models import (
    Attempt,
    AttemptOperation,
    AttemptState,
    ObjectKind,
    Payment,
    PaymentState,
    Pledge,
    PledgeState,
    ProviderObject,
)
from smallfavor.payments.models.attempt import OPEN
from smallfavor.payments.providers.base import Decline, Declined
from smallfavor.payments.queries.dunning import missed_in_row, tries_of
from smallfavor.payments.rules.retries import (
    RETRY_DAYS,
    AfterDecline,
    RetryStep,
    after_decline,
    after_nothing_came,
    morning_of,
)
from smallfavor.payments.rules.states import HAD_MONEY


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
    note_card_declined(evidence, record)
    if attempt.state in {AttemptState.SUCCEEDED, AttemptState.DECLINED} or _is_over(evidence):
        return
    attempt.decline_code = str(record.code)
    if record.final:
        close_attempt(attempt, AttemptState.DECLINED)
    else:
        attempt.save(update_fields=["decline_code"])
    if payment.state in HAD_MONEY:
        _end_tries(payment)
        return
    if _has_newer(evidence):
        return
    payment.decline_code = str(record.code)
    if attempt.operation == AttemptOperation.CHARGE:
        _decide_renewal(evidence, record)
    else:
        # Who stands before the page is told there, and may try another card on it; who left it to their bank has gone.
        is_left = payment.state == PaymentState.PROCESSING
        change_payment(payment, PaymentState.FAILED, actor=evidence.actor, now=evidence.now, reason=str(record.code))
        if is_left:
            send_failed_later(payment)


def _is_over(evidence: Evidence) -> bool:
    """True when the page had ended and the reader has gone on to another. The last page's decline is still news: the
    page and its decline are told by two events, and a list that lags can show the page first."""
    attempt = evidence.attempt
    return attempt.state == AttemptState.EXPIRED and evidence.payment.attempts.filter(n__gt=attempt.n).exists()


def _end_tries(payment: Payment) -> None:
    """The second try of a debit that had come back was declined: it stays with its payer."""
    if payment.retry_on is not None:
        payment.retry_on = None
        payment.save(update_fields=["retry_on"])


def _has_newer(evidence: Evidence) -> bool:
    """True when another attempt is under way already: the decline came late, and decides nothing any more."""
    newer = evidence.payment.attempts.filter(n__gt=evidence.attempt.n, state__in=OPEN)
    return newer.exclude(operation=AttemptOperation.REFUND).exists()


def _decide_renewal(evidence: Evidence, record: Declined) -> None:
    """What comes next of a renewal, and the letter that tells it."""
    payment, pledge = evidence.payment, evidence.payment.pledge
    payment.retry_on = payment.confirm_by = None
    if pledge is None or pledge.state not in {PledgeState.ACTIVE, PledgeState.LAPSED}:
        _let_go(evidence)
        return
    step = _step(evidence, record)
    if step.what is AfterDecline.NEXT_PERIOD:
        change_payment(payment, PaymentState.FAILED, actor=evidence.actor, now=evidence.now, reason=str(record.code))
    elif _pays_otherwise(evidence, record):
        _plan(evidence, evidence.now, reason="another way to pay")
    elif step.what is AfterDecline.RETRY and pledge.state == PledgeState.ACTIVE and pledge.held:
        leave_waiting(payment, reason=str(record.code), now=evidence.now)
    elif step.what is AfterDecline.RETRY and step.on is not None and _may_retry(pledge):
        wanted = morning_of(step.on, current_paper().zone)
        planned = _plan(evidence, wanted, reason=str(record.code))
        if planned is not None:
            payment.retry_on = current_paper().today(planned.send_after)
            payment.save(update_fields=["retry_on"])
            send_dunning_later(payment, "again" if tries_of(payment) > 1 else "decline")
    elif step.what is AfterDecline.CONFIRM and pledge.state == PledgeState.ACTIVE:
        payment.confirm_by = step.on
        change_payment(payment, PaymentState.FAILED, actor=evidence.actor, now=evidence.now, reason=str(record.code))
        send_dunning_later(payment, "confirm")
    else:
        _lapse(evidence, str(record.code))
        send_dunning_later(payment, _last_letter(step, record))


def _step(evidence: Evidence, record: Declined) -> RetryStep:
    """The days count from the first try of this card: one that its reader saved meanwhile begins anew."""
    if record.code is Decline.NOT_RECEIVED:
        return after_nothing_came(missed_in_row(evidence.payment))
    paper = current_paper()
    of_card = evidence.payment.attempts.filter(
        operation=AttemptOperation.CHARGE, instrument=evidence.attempt.instrument, first_sent_at__isnull=False
    )
    first = of_card.order_by("n").first() or evidence.attempt
    return after_decline(
        code=str(record.code),
        hard=record.hard,
        tries=tries_of(evidence.payment),
        first_try_on=paper.today(first.first_sent_at or first.created_at),
        today=paper.today(evidence.now),
        tries_most=record.tries_most or len(RETRY_DAYS),
    )


def _last_letter(step: RetryStep, record: Declined) -> DunningStep:
    if record.code is Decline.NOT_RECEIVED:
        return "unreceived"
    return "lapsed" if step.what is AfterDecline.LAPSE else "replace"


def _pays_otherwise(evidence: Evidence, record: Declined) -> bool:
    """True when the pledge has gone over to another card while this one was tried: the decline says nothing about it.

    A copy at another account is the same card, with the same money and the same end; it may be gone at the old account.
    """
    pledge, tried = evidence.payment.pledge, evidence.attempt.instrument
    if pledge is None or pledge.state != PledgeState.ACTIVE or pledge.instrument is None or tried is None:
        return False
    if pledge.instrument.copy_of_id == tried.pk:
        return record.code is Decline.INSTRUMENT_GONE
    return pledge.instrument.pk != tried.pk


def _may_retry(pledge: Pledge) -> bool:
    return pledge.state == PledgeState.ACTIVE and pledge.instrument is not None


def _plan(evidence: Evidence, wanted: datetime, *, reason: str) -> Attempt | None:
    """Plan the next try; None where the provider can't take it, and a person decides."""
    payment, pledge = evidence.payment, evidence.payment.pledge
    if pledge is None or pledge.instrument is None:
        raise ValueError("a try needs a way to pay")
    planned = plan_try(pledge, payment, pledge.instrument, wanted=wanted, actor=evidence.actor, now=evidence.now)
    state = PaymentState.PLANNED if planned else PaymentState.FAILED
    change_payment(payment, state, actor=evidence.actor, now=evidence.now, reason=reason)
    return planned


def _let_go(evidence: Evidence) -> None:
    """The reader has paused or stopped while the charge was on its way: nothing more is tried, and nobody is written
    to."""
    payment = evidence.payment
    change_payment(payment, PaymentState.WAIVED, actor=evidence.actor, now=evidence.now, reason="not wanted any more")


def _lapse(evidence: Evidence, code: str) -> None:
    payment, pledge = evidence.payment, evidence.payment.pledge
    change_payment(payment, PaymentState.FAILED, actor=evidence.actor, now=evidence.now, reason=code)
    if pledge is not None and pledge.state == PledgeState.ACTIVE:
        change_pledge_state(pledge, PledgeState.LAPSED, actor=evidence.actor, now=evidence.now, reason=code)
