"""The first step of a checkout: the order's rows, under the payment's lock. Decides what comes next; calls nobody."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import IntegrityError, transaction

from smallfavor.core.paper import current_paper
from smallfavor.payments import providers
from smallfavor.payments.actions.change_state import change_payment, change_pledge_state
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.order import CheckoutOrder
from smallfavor.payments.actions.plan_attempt import plan_checkout
from smallfavor.payments.actions.settling import close_attempt
from smallfavor.payments.models import (
    Attempt,
    AttemptOperation,
    AttemptState,
    Payment,
    PaymentState,
    Pledge,
    PledgeState,
    ProviderAccount,
)
from smallfavor.payments.queries.clock import database_now
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.rules.keys import form_payment_uuid
from smallfavor.payments.rules.states import HAD_MONEY
from smallfavor.supporters.actions.enrol import enrol_supporter
from smallfavor.supporters.typed import seal_typed

PAGE_LIFE = timedelta(hours=3)  # where the provider does not say


class Next(StrEnum):
    THANKS = "thanks"
    SHOW = "show"  # the page of `attempt` is open
    SEND = "send"  # `attempt` is to be sent, for the first time or again
    CLOSE = "close"  # the page of `attempt` belongs to an older order, or is over
    WAIT = "wait"  # somebody else is sending `attempt` just now
    PENDING = "pending"


@dataclass(frozen=True)
class OrderPlan:
    what: Next
    payment: Payment
    attempt: Attempt | None = None


@transaction.atomic(durable=True)
def plan_order(order: CheckoutOrder, account: ProviderAccount, *, now: datetime) -> OrderPlan:
    """Find or make the payment of this request key and say what comes next. One key is one payment, whoever races.

    Raises AddressInvalid (from supporters), RequestInvalid.
    """
    uuid = form_payment_uuid(installation(), order.request_key)
    payment = lock_payment(uuid)
    if payment is None:
        try:
            with transaction.atomic():
                payment = _make_payment(order, account, now=now)
                return OrderPlan(Next.SEND, payment, plan_checkout(payment, account, now=now))
        except IntegrityError:
            # A second tab was first, and has committed: its row is ours too.
            payment = lock_payment(uuid)
            if payment is None:
                raise
    return _next(order, account, payment, now=now)


def _next(order: CheckoutOrder, account: ProviderAccount, payment: Payment, *, now: datetime) -> OrderPlan:
    if payment.state in HAD_MONEY:
        return OrderPlan(Next.THANKS, payment)
    attempt = payment.attempts.exclude(operation=AttemptOperation.REFUND).order_by("-n").select_for_update().first()
    if attempt is None or payment.state == PaymentState.PROCESSING:
        return OrderPlan(Next.PENDING, payment)
    same = payment.request_fingerprint == order.fingerprint
    match AttemptState(attempt.state):
        case AttemptState.PLANNED if same:
            return OrderPlan(Next.SEND, payment, attempt)
        case AttemptState.PLANNED:
            close_attempt(attempt, AttemptState.GIVEN_UP)
        case AttemptState.SENDING if _is_held(attempt):
            return OrderPlan(Next.WAIT, payment, attempt)
        case AttemptState.SENDING:
            # Whoever held it is gone: the reader before us need not wait for the sweep.
            attempt.state, attempt.lease_until = AttemptState.UNKNOWN, None
            attempt.save(update_fields=["state", "lease_until"])
            return OrderPlan(Next.SEND, payment, attempt)
        case AttemptState.UNKNOWN:
            return OrderPlan(Next.SEND, payment, attempt)
        case AttemptState.AWAITING_PAYER:
            is_open = payment.expires_at is not None and now < payment.expires_at
            return OrderPlan(Next.SHOW if same and is_open else Next.CLOSE, payment, attempt)
        case AttemptState.PROCESSING | AttemptState.SUCCEEDED:
            return OrderPlan(Next.PENDING, payment, attempt)
    # The last page is surely over and took nothing: the reader asks again, and gets another one.
    _take_over(order, account, payment, now=now)
    return OrderPlan(Next.SEND, payment, plan_checkout(payment, account, now=now))


def _is_held(attempt: Attempt) -> bool:
    return attempt.lease_until is not None and attempt.lease_until > database_now()


def _make_payment(order: CheckoutOrder, account: ProviderAccount, *, now: datetime) -> Payment:
    payment = Payment(
        uuid=form_payment_uuid(installation(), order.request_key),
        request_key=order.request_key,
        created_at=now,
    )
    _write(order, account, payment, now=now)
    payment.save(force_insert=True)
    return payment


def _take_over(order: CheckoutOrder, account: ProviderAccount, payment: Payment, *, now: datetime) -> None:
    """Bring the payment's rows to what the reader wants now."""
    old = payment.pledge
    _write(order, account, payment, now=now)
    payment.decline_code = ""
    change_payment(payment, PaymentState.PLANNED, actor="reader", now=now, reason="asked again")
    if old is not None and payment.pledge is None:
        change_pledge_state(old, PledgeState.CANCELLED, actor="reader", now=now, reason="the order was changed")


def _write(order: CheckoutOrder, account: ProviderAccount, payment: Payment, *, now: datetime) -> None:
    payment.supporter = enrol_supporter(
        email=order.email, name=order.name, language=order.language, country=order.country, now=now
    )
    payment.request_fingerprint = order.fingerprint
    payment.form = order.form | {"typed": seal_typed(payment.supporter, email=order.email, name=order.name)}
    payment.interval = order.interval
    payment.amount_minor, payment.currency = order.amount.minor, order.amount.currency
    payment.method = order.method
    payment.language = order.language
    payment.expires_at = now + _page_life(order, account)
    payment.appeal, payment.variant = order.appeal[:80], order.variant[:80]
    payment.manifest_version = order.manifest_version[:80]
    payment.pledge = None if order.interval == "once" else _write_pledge(order, account, payment, now=now)
    payment.period = None if payment.pledge is None else 0


def _page_life(order: CheckoutOrder, account: ProviderAccount) -> timedelta:
    method = providers.get(account).capabilities().method(order.method)
    return PAGE_LIFE if method is None else method.page_life


def _write_pledge(order: CheckoutOrder, account: ProviderAccount, payment: Payment, *, now: datetime) -> Pledge:
    """The promise, with the terms as they stood beside the button; pending until its first payment settles."""
    pledge = payment.pledge
    if pledge is None or pledge.state == PledgeState.CANCELLED:
        pledge = Pledge(created_at=now)
    pledge.supporter = payment.supporter
    pledge.provider_account = account
    pledge.interval = order.interval
    pledge.amount_minor, pledge.currency = order.amount.minor, order.amount.currency
    pledge.method, pledge.language = order.method, order.language
    pledge.anchor = current_paper().today(now)
    pledge.terms_version, pledge.terms_accepted_at = order.terms_version, now
    pledge.appeal, pledge.variant = payment.appeal, payment.variant
    pledge.manifest_version = payment.manifest_version
    pledge.save()
    return pledge
