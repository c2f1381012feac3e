"""Closes an attempt in doubt as one that had no effect; plans another in its place where a person wants one."""

from datetime import datetime

from django.db import transaction

from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.actions.change_state import change_payment, note
from smallfavor.payments.actions.doubts.last_look import last_look
from smallfavor.payments.actions.doubts.refusals import NothingToPlan, NotInDoubt, TooEarly, said
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.plan_attempt import plan_refund
from smallfavor.payments.actions.plan_try import plan_try
from smallfavor.payments.actions.replay import age, is_wanted
from smallfavor.payments.models import (
    IN_FLIGHT,
    Attempt,
    AttemptOperation,
    AttemptState,
    Payment,
    PaymentState,
    PledgeState,
)
from smallfavor.payments.providers.base import Operation
from smallfavor.payments.rules.states import HAD_MONEY

GOES_ON = {PledgeState.ACTIVE, PledgeState.PAUSED}


def close_undone(attempt: Attempt, *, actor: str, reason: str, now: datetime) -> None:
    """It did not happen, and it is not tried again: the attempt is given up, a charge's payment has failed.

    After a last look, which must find nothing; and not before the provider's horizon has passed.

    Raises NotInDoubt, ReasonMissing, TooEarly, ProviderSilent, CantBeSettled.
    """
    words = said(reason)
    _make_sure(attempt, actor=actor, now=now)
    _close(attempt, words, actor=actor, now=now)


def close_and_plan_again(attempt: Attempt, *, actor: str, reason: str, now: datetime) -> Attempt:
    """As `close_undone`, and another attempt under the next number takes its place. Returns it.

    Raises NotInDoubt, ReasonMissing, TooEarly, ProviderSilent, CantBeSettled, NothingToPlan.
    """
    words = said(reason)
    _make_sure(attempt, actor=actor, now=now)
    with transaction.atomic():
        payment = _close(attempt, words, actor=actor, now=now)
        return _plan(payment, attempt, actor=actor, now=now)


def _make_sure(attempt: Attempt, *, actor: str, now: datetime) -> None:
    row = Attempt.objects.select_related("provider_account", "payment").get(pk=attempt.pk)
    if not row.doubt or row.state not in {AttemptState.UNKNOWN, AttemptState.GIVEN_UP}:
        raise NotInDoubt(str(row))
    if row.first_sent_at is not None:
        horizon = providers.get(row.provider_account).horizon(Operation(row.operation))
        if age(row) <= horizon:
            raise TooEarly(f"it may still have its effect until {row.first_sent_at + horizon:%d %b %Y, %H:%M} UTC")
    if last_look(row, actor=actor, now=now):
        raise NotInDoubt("it was found at the provider just now, and is settled")


@transaction.atomic
def _close(attempt: Attempt, words: str, *, actor: str, now: datetime) -> Payment:
    payment = lock_payment(attempt.payment.uuid)
    row = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if payment is None or not row.doubt or row.state not in {AttemptState.UNKNOWN, AttemptState.GIVEN_UP}:
        raise NotInDoubt(str(row))
    row.state, row.lease_until, row.doubt = AttemptState.GIVEN_UP, None, ""
    row.save(update_fields=["state", "lease_until", "doubt"])
    note(payment=payment, pledge=None, state="given_up", actor=actor, now=now, reason=f"attempt {row.n}: {words}")
    open_ones = payment.attempts.filter(state__in=IN_FLIGHT).exclude(operation=AttemptOperation.REFUND)
    is_idle = row.operation != AttemptOperation.REFUND and not open_ones.exists()
    if is_idle and payment.state in {PaymentState.PLANNED, PaymentState.PROCESSING, PaymentState.AWAITING_PAYER}:
        change_payment(payment, PaymentState.FAILED, actor=actor, now=now, reason=words)
    return payment


def _plan(payment: Payment, old: Attempt, *, actor: str, now: datetime) -> Attempt:
    if payment.attempts.filter(state__in=IN_FLIGHT, refund_of=old.refund_of).exists():
        raise NothingToPlan("another attempt is on its way already")
    if old.operation == AttemptOperation.REFUND and old.refund_of is not None:
        if not is_wanted(old, now=now):
            raise NothingToPlan("there is not that much left to give back")
        return plan_refund(payment, old.refund_of, Money(old.amount_minor, payment.currency), now=now)
    pledge = payment.pledge
    if payment.state in HAD_MONEY or pledge is None or pledge.state not in GOES_ON or pledge.instrument is None:
        raise NothingToPlan("there is no pledge that goes on, or no way to pay")
    planned = plan_try(pledge, payment, pledge.instrument, wanted=now, actor=actor, now=now)
    if planned is None:
        raise NothingToPlan("its provider can't take it by this way to pay")
    change_payment(payment, PaymentState.PLANNED, actor=actor, now=now, reason="planned again")
    return planned
