"""Begins a checkout, or goes on with it: the same form is one payment, however often and wherever it is sent."""

import time
from datetime import datetime

from smallfavor.core.boundaries import reached
from smallfavor.payments import providers
from smallfavor.payments.actions.check_place import check_place
from smallfavor.payments.actions.claim import claim_one
from smallfavor.payments.actions.look import Look, look
from smallfavor.payments.actions.open_accounts import open_accounts
from smallfavor.payments.actions.order import (
    AmountRefused,
    CheckoutOrder,
    CheckoutStep,
    MethodUnavailable,
    check_order,
)
from smallfavor.payments.actions.plan_order import Next, OrderPlan, plan_order
from smallfavor.payments.actions.replay import may_replay
from smallfavor.payments.actions.send import send
from smallfavor.payments.actions.settle import heed_refusal, settle
from smallfavor.payments.models import Attempt, ProviderAccount
from smallfavor.payments.providers.base import Unknown

__all__ = ["AmountRefused", "CheckoutOrder", "CheckoutStep", "MethodUnavailable", "begin_checkout", "check_checkout"]

TURNS = 8  # each step of an order leads to another; more turns than this means that somebody keeps racing us
RIVAL_WAIT_S = 4.0
RIVAL_LOOK_S = 0.05


def begin_checkout(order: CheckoutOrder, *, now: datetime) -> CheckoutStep:
    """Lead the reader of this order to the hosted page, to thanks, or to the pending page.

    The same key and fields lead to the same page; with changed fields the old page is closed first; what was paid
    already gives thanks. A provider that does not answer gives "pending" and keeps the order.

    Raises AmountRefused, MethodUnavailable, AddressInvalid; nothing has happened then.
    """
    account = check_checkout(order)
    patience = _Patience()
    plan = plan_order(order, account, now=now)
    if providers.get(account).is_sandbox:
        reached("checkout.planned")
    for _ in range(TURNS):
        match plan.what:
            case Next.THANKS:
                return CheckoutStep("thanks", plan.payment)
            case Next.SHOW if plan.attempt is not None:
                return CheckoutStep("redirect", plan.payment, plan.attempt.session_url)
            case Next.PENDING:
                return CheckoutStep("pending", plan.payment)
        if not _go_on(plan, patience, now=now):
            return CheckoutStep("pending", plan.payment)
        plan = plan_order(order, account, now=now)
    return CheckoutStep("pending", plan.payment)


def check_checkout(order: CheckoutOrder) -> ProviderAccount:
    """The account that would take this order; nothing begins.

    Raises AmountRefused, MethodUnavailable.
    """
    open_accounts()
    check_place()  # in a copy every account is stopped: the form says that nothing can be taken now
    return check_order(order)


class _Patience:
    """How often one call has tried what: each attempt is sent and closed once, and rivals are waited for in all 4 s."""

    def __init__(self) -> None:
        self.done: set[tuple[Next, int]] = set()
        self.until = time.monotonic() + RIVAL_WAIT_S

    def allows(self, what: Next, attempt: Attempt) -> bool:
        if what is Next.WAIT:
            return time.monotonic() < self.until
        first = (what, attempt.pk) not in self.done
        self.done.add((what, attempt.pk))
        return first


def _go_on(plan: OrderPlan, patience: _Patience, *, now: datetime) -> bool:
    """Take the step of `plan`; False when nothing more can be done now."""
    attempt = plan.attempt
    if attempt is None or not patience.allows(plan.what, attempt):
        return False
    match plan.what:
        case Next.WAIT:
            time.sleep(RIVAL_LOOK_S)
            return True
        case Next.CLOSE:
            return _close(attempt, now=now)
        case _:
            return _send(attempt, now=now)


def _send(attempt: Attempt, *, now: datetime) -> bool:
    if attempt.first_sent_at is not None:
        # Look first: a service that stored an error under our key answers every replay with it.
        if look(attempt, actor="reader", now=now) is Look.FOUND:
            return True
        if not may_replay(attempt, now=now):
            return False
    claimed = claim_one(attempt)
    # None: a rival was faster. The next turn waits for it.
    if claimed is not None:
        send(claimed, now=now)
    return True


def _close(attempt: Attempt, *, now: datetime) -> bool:
    """Close the hosted page at the provider; where the reader was faster, the payment that is there counts."""
    answer = providers.get(attempt.provider_account).expire_session(attempt.session_id)
    if isinstance(answer, Unknown):
        heed_refusal(attempt.provider_account, answer)
        return False
    settle(attempt.provider_account, [answer], actor="reader", now=now)
    if answer.state == "complete":
        return look(attempt, actor="reader", now=now) is Look.FOUND
    return answer.state == "expired"
