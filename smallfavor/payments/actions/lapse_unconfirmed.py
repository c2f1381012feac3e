"""Lapses the pledges whose payer was asked to confirm a renewal, and let the days pass."""

from datetime import date, datetime

from smallfavor.payments.actions.change_state import change_pledge_state
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.one_by_one import doubt_pledge, one_by_one
from smallfavor.payments.mails import send_dunning_later
from smallfavor.payments.models import Payment, PaymentState, PledgeState


def lapse_unconfirmed(*, today: date, now: datetime, limit: int = 100) -> int:
    """End the waits whose last day was before `today`, with a letter that leads back; returns how many.

    A pledge that is paused or was stopped meanwhile stays as its reader wanted it. One that can't be ended is marked
    for a person and holds nothing up.
    """
    over = Payment.objects.filter(state=PaymentState.FAILED, confirm_by__lt=today, pledge__doubt="")
    payments = list(over.select_related("pledge").order_by("confirm_by", "id")[:limit])
    one_by_one(payments, lambda payment: _lapse(payment, now=now), mark=_mark)
    return len(payments)


def _lapse(found: Payment, *, now: datetime) -> None:
    payment = lock_payment(found.uuid)
    if payment is None or payment.state != PaymentState.FAILED or payment.confirm_by is None:
        return
    payment.confirm_by = None
    payment.save(update_fields=["confirm_by"])
    pledge = payment.pledge
    if pledge is not None and pledge.state == PledgeState.ACTIVE:
        change_pledge_state(pledge, PledgeState.LAPSED, actor="worker", now=now, reason="not confirmed in time")
        send_dunning_later(payment, "lapsed")


def _mark(payment: Payment, what: str) -> None:
    if payment.pledge is not None:
        doubt_pledge(payment.pledge, f"can't lapse: {what}")
