"""Lapses the pledges whose payer was asked to confirm a renewal, and let the days pass."""

from datetime import date, datetime

from django.db import transaction

from smallfavor.payments.actions.change_state import change_pledge_state
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.mails import send_dunning_later
from smallfavor.payments.models import Payment, PaymentState, PledgeState


def lapse_unconfirmed(*, today: date, now: datetime, limit: int = 100) -> int:
    """End the waits whose last day was before `today`, with a letter that leads back; returns how many.

    A pledge that is paused or was stopped meanwhile stays as its reader wanted it.
    """
    over = Payment.objects.filter(state=PaymentState.FAILED, confirm_by__lt=today).order_by("confirm_by")
    uuids = list(over.values_list("uuid", flat=True)[:limit])
    for uuid in uuids:
        with transaction.atomic():
            payment = lock_payment(uuid)
            if payment is None or payment.state != PaymentState.FAILED or payment.confirm_by is None:
                continue
            payment.confirm_by = None
            payment.save(update_fields=["confirm_by"])
            pledge = payment.pledge
            if pledge is not None and pledge.state == PledgeState.ACTIVE:
                change_pledge_state(pledge, PledgeState.LAPSED, actor="worker", now=now, reason="not confirmed in time")
                send_dunning_later(payment, "lapsed")
    return len(uuids)
