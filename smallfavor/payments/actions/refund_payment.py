"""Gives a payment back, whole or in part. What is planned here is sent by the worker, like every other call."""

from datetime import datetime

from django.db import transaction

from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.plan_attempt import plan_refund
from smallfavor.payments.actions.refund_refusals import (
    AmountWrong,
    GivenBackElsewhere,
    MoreThanIsLeft,
    NothingLeft,
    NotPaid,
    OnItsWay,
    OtherCurrency,
    RefundRefused,
    UnderDispute,
)
from smallfavor.payments.actions.undoing import went_back_minor
from smallfavor.payments.models import Attempt, ObjectKind, Payment, PaymentState, ProviderObject
from smallfavor.payments.models.attempt import OPEN
from smallfavor.payments.rules.money_back import left_minor

__all__ = ["RefundRefused", "refund_payment"]


@transaction.atomic
def refund_payment(payment: Payment, *, amount: Money | None = None, actor: str, reason: str, now: datetime) -> Attempt:
    """Plan a refund of `amount`, or of all that is left, of the payment's success. Duplicates go back by themselves.

    One refund at a time; as many as there is money left. The payment becomes `refunded` when the provider has recorded
    that all of it went back, not before. `reason` goes into the history: nothing personal.

    Raises RefundRefused (its subclasses say why); nothing has happened then.
    """
    row = lock_payment(payment.uuid)
    charge = (
        row.provider_objects.filter(kind=ObjectKind.SUCCESS, duplicate=False).order_by("-id").first() if row else None
    )
    if row is None or charge is None:
        raise NotPaid(str(payment))
    if not providers.get(charge.provider_account).capabilities().refunds:
        raise GivenBackElsewhere(str(payment))
    wanted = _check(row, charge, amount)
    note(payment=row, pledge=None, state="refund_asked", actor=actor, reason=reason, now=now)
    return plan_refund(row, charge, wanted, now=now)


def _check(payment: Payment, charge: ProviderObject, amount: Money | None) -> Money:
    if payment.state in {PaymentState.DISPUTED, PaymentState.RETURNED}:
        raise UnderDispute(str(payment))
    if payment.state not in {PaymentState.PAID, PaymentState.REFUNDED}:
        raise NotPaid(str(payment))
    left = Money(left_minor(charge.amount_minor, went_back_minor(charge)), charge.currency)
    if left.minor == 0:
        raise NothingLeft(str(payment))
    if charge.refund_attempts.filter(state__in=OPEN).exists():
        raise OnItsWay(str(payment))
    wanted = left if amount is None else amount
    if wanted.currency != charge.currency:
        raise OtherCurrency(f"{wanted.currency} instead of {charge.currency}")
    if wanted.minor <= 0:
        raise AmountWrong(f"{wanted.minor} is nothing to give back")
    if wanted.minor > left.minor:
        raise MoreThanIsLeft(left)
    return wanted
