"""Plans one attempt of a payment: its number, its key and the bytes that will be sent. The caller holds the lock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from django.conf import settings
from django.db.models import Max

from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.links import payment_page
from smallfavor.payments.models import Attempt, AttemptOperation, Instrument, Payment, ProviderAccount, ProviderObject
from smallfavor.payments.providers.base import ChargeRequest, CheckoutRequest, Ours, RefundRequest
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.queries.rebuilding import facts_of
from smallfavor.payments.rules.keys import idempotency_key


def plan_checkout(payment: Payment, account: ProviderAccount, *, now: datetime) -> Attempt:
    """A hosted page for this payment, until `payment.expires_at`.

    Raises RequestInvalid when the provider can't do that.
    """
    if payment.expires_at is None:
        raise ValueError("a hosted page needs an end")
    n = _next_number(payment)
    request = CheckoutRequest(
        ours=_ours(payment, n),
        mode="payment",
        amount=payment.amount,
        method=payment.method,
        interval=cast("Literal['once', 'monthly', 'yearly']", payment.interval),
        description=settings.PAPER_STATEMENT_NAME,
        return_url=payment_page(payment),
        cancel_url=payment_page(payment),
        language=payment.language,
        expires_at=payment.expires_at,
        save_instrument=payment.pledge_id is not None,
    )
    frozen = providers.get(account).freeze_checkout(request)
    return _insert(_Plan(payment, n, account, AttemptOperation.CHECKOUT, payment.amount, frozen), now, now)


def plan_charge(payment: Payment, instrument: Instrument, *, send_after: datetime, now: datetime) -> Attempt:
    """A charge of a saved instrument at its account, without the reader.

    Raises RequestInvalid when the provider can't do that.
    """
    n = _next_number(payment)
    frozen = freeze_charge(payment, n, instrument)
    plan = _Plan(
        payment, n, instrument.provider_account, AttemptOperation.CHARGE, payment.amount, frozen, instrument=instrument
    )
    return _insert(plan, send_after, now)


def freeze_charge(payment: Payment, n: int, instrument: Instrument) -> bytes:
    """The bytes of charge number `n` of this payment. Its method is the instrument's: the one that the payment was
    planned with may have been another."""
    return providers.get(instrument.provider_account).freeze_charge(
        ChargeRequest(
            ours=_ours(payment, n),
            amount=payment.amount,
            instrument=instrument.token,
            method=instrument.method,
            description=settings.PAPER_STATEMENT_NAME,
        )
    )


def plan_refund(payment: Payment, charge: ProviderObject, amount: Money, *, now: datetime) -> Attempt:
    """Give back `amount` of a success of this payment."""
    n = _next_number(payment)
    frozen = providers.get(charge.provider_account).freeze_refund(
        RefundRequest(ours=_ours(payment, n), charge_id=charge.object_id, amount=amount)
    )
    plan = _Plan(payment, n, charge.provider_account, AttemptOperation.REFUND, amount, frozen, refund_of=charge)
    return _insert(plan, now, now)


@dataclass(frozen=True)
class _Plan:
    payment: Payment
    n: int
    account: ProviderAccount
    operation: AttemptOperation
    amount: Money
    frozen: bytes
    refund_of: ProviderObject | None = None
    instrument: Instrument | None = None


def _insert(plan: _Plan, send_after: datetime, now: datetime) -> Attempt:
    return Attempt.objects.create(
        payment=plan.payment,
        n=plan.n,
        provider_account=plan.account,
        operation=plan.operation,
        refund_of=plan.refund_of,
        instrument=plan.instrument,
        amount_minor=plan.amount.minor,
        idem_key=idempotency_key(installation(), plan.payment.uuid, plan.n),
        frozen_body=plan.frozen,
        send_after=send_after,
        created_at=now,
    )


def _next_number(payment: Payment) -> int:
    highest: int | None = payment.attempts.aggregate(n=Max("n"))["n"]
    return (highest or 0) + 1


def _ours(payment: Payment, n: int) -> Ours:
    pledge = str(payment.pledge.uuid) if payment.pledge else ""
    return Ours(installation(), str(payment.uuid), n, pledge, facts_of(payment).as_extra())
