"""The period of a pledge whose account has closed: it waits for a way to pay at another account, and is charged there.

One charge a reader, however long the hold was: in prose in docs/rules/schedule.md. The caller holds the pledge's lock.
"""

from datetime import datetime

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.change_state import change_payment
from smallfavor.payments.actions.plan_try import plan_try
from smallfavor.payments.actions.renewals_apart import keep_apart, waive_if_older
from smallfavor.payments.models import Instrument, Payment, PaymentState, Pledge
from smallfavor.payments.models.attempt import OPEN

ACTOR = "move"  # and the mark by which a waiting period is found again


def leave_waiting(payment: Payment, *, reason: str, now: datetime) -> None:
    """Nothing is tried where the account has closed: the period has failed until there is another way to pay."""
    payment.retry_on = payment.confirm_by = None
    change_payment(payment, PaymentState.FAILED, actor=ACTOR, now=now, reason=reason)


def try_held_period(pledge: Pledge, instrument: Instrument, *, now: datetime) -> None:
    """The period that waited is charged with `instrument` now; where a newer one is due, it is waived instead."""
    payment = (
        Payment.objects.select_for_update(of=("self",))
        .filter(pledge=pledge, period__gt=0, state=PaymentState.FAILED, changes__actor=ACTOR)
        .order_by("-period")
        .first()
    )
    if payment is None or payment.attempts.filter(state__in=OPEN).exists():
        return
    today = current_paper().today(now)
    if waive_if_older(pledge, payment, today=today, actor=ACTOR, now=now):
        return
    planned = plan_try(pledge, payment, instrument, wanted=now, actor=ACTOR, now=now)
    if planned is not None:
        change_payment(payment, PaymentState.PLANNED, actor=ACTOR, now=now, reason="moved")
        keep_apart(pledge, today=today)
