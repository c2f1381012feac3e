"""Gives a payment back, whole. What is planned here is sent by the worker, like every other call."""

from datetime import datetime

from django.db import transaction

from smallfavor.core.money import Money
from smallfavor.payments.actions.book_return import refunded_minor
from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.plan_attempt import plan_refund
from smallfavor.payments.models import IN_FLIGHT, Attempt, ObjectKind, Payment, PaymentState


class RefundRefused(Exception):
    """Raised when there is nothing to give back: not paid, given back already, or a refund is on its way."""

    code = "refund_refused"


@transaction.atomic
def refund_payment(payment: Payment, *, actor: str, reason: str, now: datetime) -> Attempt:
    """Plan the refund of what is left of the payment's own success; its duplicates go back by themselves.

    The payment becomes `refunded` when the provider has recorded the refund, not before.

    Raises RefundRefused.
    """
    row = lock_payment(payment.uuid)
    charge = row.provider_objects.filter(kind=ObjectKind.SUCCESS, duplicate=False).first() if row else None
    if row is None or charge is None or row.state != PaymentState.PAID:
        raise RefundRefused(str(payment))
    left = charge.amount_minor - refunded_minor(charge)
    if left <= 0 or charge.refund_attempts.filter(state__in=IN_FLIGHT).exists():
        raise RefundRefused(str(payment))
    note(payment=row, pledge=None, state="refund_asked", actor=actor, reason=reason, now=now)
    return plan_refund(row, charge, Money(left, charge.currency), now=now)
