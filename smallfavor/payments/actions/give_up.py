"""Gives an attempt up that no look-up found within the horizon, and plans what takes its place."""

from datetime import datetime

from django.db import transaction

from smallfavor.core.money import Money
from smallfavor.payments.actions.change_state import change_payment, note
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.moving.held_period import leave_waiting
from smallfavor.payments.actions.plan_attempt import plan_refund
from smallfavor.payments.actions.plan_try import plan_try
from smallfavor.payments.actions.replay import is_wanted
from smallfavor.payments.models import Attempt, AttemptOperation, AttemptState, Payment, PaymentState
from smallfavor.payments.providers.base import Reason
from smallfavor.payments.queries.dunning import tries_of
from smallfavor.payments.rules.retries import RETRY_DAYS
from smallfavor.payments.rules.states import HAD_MONEY

GIVE_UPS_MAX = 3  # after so many lost attempts of one payment a person looks
_REFUSED = {Reason.REFUSED, Reason.KEY_MISMATCH}


@transaction.atomic
def give_up(attempt: Attempt, *, now: datetime) -> None:
    """Close an unknown attempt that surely had no effect; the caller has just looked beyond its horizon.

    A charge or refund is planned anew under the next number; a checkout never is. One that the provider refused
    would be refused again: a person decides.
    """
    payment = lock_payment(attempt.payment.uuid)
    row = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if payment is None or row.state != AttemptState.UNKNOWN:
        return
    row.payment = payment
    row.state, row.lease_until = AttemptState.GIVEN_UP, None
    row.doubt = _doubt(row)
    row.save(update_fields=["state", "lease_until", "doubt"])
    note(
        payment=payment, pledge=None, state="given_up", actor="sweep", now=now,
        reason=f"attempt {row.n} was not found within the horizon",
    )  # fmt: skip
    match AttemptOperation(row.operation):
        case AttemptOperation.CHECKOUT:
            _end(payment, PaymentState.FAILED if payment.period else PaymentState.EXPIRED, now=now)
        case AttemptOperation.CHARGE:
            _after_charge(payment, row, now=now)
        case AttemptOperation.REFUND:
            _after_refund(payment, row, now=now)


def _doubt(row: Attempt) -> str:
    if row.operation == AttemptOperation.CHECKOUT:
        return ""
    if row.unknown_reason in _REFUSED:
        return f"the provider refused the request itself ({row.unknown_reason})"
    lost = Attempt.objects.filter(
        payment=row.payment, operation=row.operation, refund_of=row.refund_of, state=AttemptState.GIVEN_UP
    ).exclude(first_sent_at=None)
    return "lost too often" if lost.count() + 1 >= GIVE_UPS_MAX else ""


def _after_charge(payment: Payment, row: Attempt, *, now: datetime) -> None:
    if payment.state in HAD_MONEY:
        return
    pledge = payment.pledge
    if not row.doubt and pledge is not None and pledge.held and is_wanted(row, now=now):
        leave_waiting(payment, reason="given up", now=now)
    elif row.doubt or pledge is None or pledge.instrument is None:
        _end(payment, PaymentState.FAILED, now=now)
    elif not is_wanted(row, now=now):
        _end(payment, PaymentState.WAIVED, now=now)
    elif tries_of(payment) >= len(RETRY_DAYS):
        _end(payment, PaymentState.FAILED, now=now)
    else:
        planned = plan_try(pledge, payment, pledge.instrument, wanted=now, actor="sweep", now=now)
        if planned is None:
            _end(payment, PaymentState.FAILED, now=now)


def _after_refund(payment: Payment, row: Attempt, *, now: datetime) -> None:
    charge = row.refund_of
    if charge is None or row.doubt:
        return
    if is_wanted(row, now=now):
        plan_refund(payment, charge, Money(row.amount_minor, charge.currency), now=now)


def _end(payment: Payment, state: PaymentState, *, now: datetime) -> None:
    if payment.state not in HAD_MONEY and not (state == PaymentState.EXPIRED and payment.state == PaymentState.FAILED):
        change_payment(payment, state, actor="sweep", now=now, reason="given up")
