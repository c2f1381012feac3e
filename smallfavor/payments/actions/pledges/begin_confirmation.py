"""Begins the confirmation of a renewal by its payer: a hosted page for this very payment, which saves the card anew.

Not here: the same for a form (begin_checkout.py). The page is an attempt like any other: the next number, a key of its
own, settled by the one door.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction

from smallfavor.payments.actions.change_state import change_payment
from smallfavor.payments.actions.claim import claim_one
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.look import Look, look
from smallfavor.payments.actions.plan_attempt import plan_checkout
from smallfavor.payments.actions.pledges.page_room import check_page_room
from smallfavor.payments.actions.pledges.refusals import PledgeEnded
from smallfavor.payments.actions.replay import may_replay
from smallfavor.payments.actions.send import send
from smallfavor.payments.models import Attempt, AttemptOperation, AttemptState, Payment, PaymentState, PledgeState
from smallfavor.payments.queries import open_page_url
from smallfavor.payments.queries.accounts import account_of, method_at
from smallfavor.payments.rules.states import HAD_MONEY

PAGE_LIFE = timedelta(hours=3)


@dataclass(frozen=True)
class ConfirmStep:
    """What to show: the hosted page at `url` ("redirect"), thanks, or that there is no answer yet ("pending")."""

    kind: Literal["redirect", "pending", "thanks"]
    url: str = ""


def begin_confirmation(payment: Payment, *, now: datetime) -> ConfirmStep:
    """Lead the payer to the page of this payment; asked again: the same page while it is open.

    A charge that is under way comes first. Only a renewal that failed can be confirmed.

    Raises PledgeEnded when its reader has stopped, the period was passed over, or no account that is open takes it;
    PagesSpent.
    """
    attempt = _plan(payment, now=now)
    if attempt is not None and attempt.state == AttemptState.AWAITING_PAYER:
        look(attempt, actor="supporter", now=now)
        attempt = _plan(payment, now=now)
    if attempt is not None:
        _send(attempt, now=now)
    row = Payment.objects.get(pk=payment.pk)
    if row.state in HAD_MONEY:
        return ConfirmStep("thanks")
    url = open_page_url(row, now=now)
    return ConfirmStep("redirect", url) if url else ConfirmStep("pending")


@transaction.atomic(durable=True)
def _plan(payment: Payment, *, now: datetime) -> Attempt | None:
    """The checkout that is to be sent, new or without an answer, or whose page's time is over, which nobody has told us
    yet; None where there is nothing to send."""
    row = lock_payment(payment.uuid)
    if row is None or row.pledge is None or not row.period:
        raise PledgeEnded(str(payment))
    if row.pledge.state == PledgeState.CANCELLED or row.state in {PaymentState.WAIVED, PaymentState.REFUNDED}:
        raise PledgeEnded(str(row.pledge))
    if row.state != PaymentState.FAILED:
        waiting = row.attempts.filter(
            operation=AttemptOperation.CHECKOUT, state__in=[AttemptState.PLANNED, AttemptState.UNKNOWN]
        )
        return waiting.select_related("provider_account", "payment__pledge").first()
    opened = row.attempts.filter(operation=AttemptOperation.CHECKOUT, state=AttemptState.AWAITING_PAYER)
    page = opened.select_related("provider_account", "payment__pledge").order_by("-n").first()
    if page is not None:
        # The payer's card was declined on it, and they may take another one there: never two pages at once.
        return page if row.expires_at is None or row.expires_at <= now else None
    account = account_of(row.pledge)
    if account is None:
        raise PledgeEnded(f"no account takes {row.pledge}")
    check_page_room(row.pledge, now=now)
    row.expires_at, row.method = now + PAGE_LIFE, method_at(account, row.pledge)
    attempt = plan_checkout(row, account, now=now)
    change_payment(row, PaymentState.PLANNED, actor="supporter", now=now, reason="the payer confirms it in person")
    return attempt


def _send(attempt: Attempt, *, now: datetime) -> None:
    # Look first: a service that stored an error under our key answers every replay with it.
    was_sent = attempt.first_sent_at is not None
    if was_sent and (look(attempt, actor="supporter", now=now) is Look.FOUND or not may_replay(attempt, now=now)):
        return
    claimed = claim_one(attempt)
    if claimed is not None:
        send(claimed, now=now)
