"""Where a renewal stands after a decline, and what another card would be charged for. Read-only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from smallfavor.core.paper import current_paper
from smallfavor.payments.models import AttemptOperation, AttemptState, Payment, PaymentState, Pledge, PledgeState
from smallfavor.payments.providers.base import Decline
from smallfavor.payments.queries.pledges import schedule_of
from smallfavor.payments.rules.retries import MISSED_IN_A_ROW_MAX
from smallfavor.payments.rules.schedule import skip_paused

RETRY_FAILED_WITHIN = timedelta(days=45)  # an older failed period is history; nobody expects a charge for it


@dataclass(frozen=True)
class Dunning:
    """How a declined renewal stands: `tries` that we made by ourselves; what comes next, if anything does."""

    tries: int
    decline_code: str
    next_try_at: datetime | None
    confirm_by: date | None


@dataclass(frozen=True)
class AfterNewCard:
    """What follows when another card is saved today: `payment` is taken at once, `next_due` comes after it."""

    payment: Payment | None
    next_due: date | None


def tries_of(payment: Payment) -> int:
    """The tries of this period that we made by ourselves; lost ones count.

    The first try of each further card was its reader's own wish, who had just saved it.
    """
    sent = payment.attempts.filter(operation=AttemptOperation.CHARGE, first_sent_at__isnull=False)
    cards = sent.values("instrument").distinct().count()
    return sent.count() - max(cards - 1, 0)


def missed_in_row(payment: Payment) -> int:
    """How many periods in a row, this one included, its payer was to send by themselves and nothing came for."""
    if payment.pledge is None or not payment.period:
        return 1
    before = payment.pledge.payments.filter(period__lt=payment.period).order_by("-period")
    missed = 1
    for state, code in before.values_list("state", "decline_code")[: MISSED_IN_A_ROW_MAX - 1]:
        if state != PaymentState.FAILED or code != Decline.NOT_RECEIVED:
            break
        missed += 1
    return missed


def wanting_payment(pledge: Pledge, *, today: date) -> QuerySet[Payment]:
    """The renewals of this pledge that another card is charged for: failed, or waiting for their next try."""
    return Payment.objects.filter(
        pledge=pledge,
        period__gt=0,
        due__gte=today - RETRY_FAILED_WITHIN,
        state__in=[PaymentState.FAILED, PaymentState.PLANNED],
    ).order_by("-period")


def payment_to_confirm(pledge: Pledge) -> Payment | None:
    """The renewal that waits for its payer to confirm it with the bank."""
    waiting = pledge.payments.filter(state=PaymentState.FAILED, confirm_by__isnull=False)
    return waiting.order_by("-period").first() if pledge.state == PledgeState.ACTIVE else None


def after_new_card(pledge: Pledge, *, now: datetime) -> AfterNewCard:
    """What would be taken at once, and when the next charge is due then."""
    today = current_paper().today(now)
    payment = wanting_payment(pledge, today=today).first()
    if payment is not None and payment.state == PaymentState.PLANNED and payment.retry_on is None:
        payment = None  # on its way already
    next_due = pledge.next_due
    if pledge.state == PledgeState.LAPSED and next_due is not None:
        schedule = schedule_of(pledge)
        next_due = schedule.due(skip_paused(schedule, today).next_n)
    if (pledge.held or pledge.state == PledgeState.LAPSED) and next_due is not None and next_due <= today:
        payment = None  # the newest period is taken, and no older one beside it
    return AfterNewCard(payment, next_due)


def dunning_of(payment: Payment) -> Dunning | None:
    """None for a renewal that no decline is known of, and for first payments."""
    if not payment.period or payment.state not in {PaymentState.FAILED, PaymentState.PLANNED}:
        return None
    declined = payment.attempts.filter(operation=AttemptOperation.CHARGE, state=AttemptState.DECLINED)
    last = declined.order_by("-n").first()
    if last is None and not payment.decline_code:
        return None
    planned = payment.attempts.filter(operation=AttemptOperation.CHARGE, state=AttemptState.PLANNED).first()
    return Dunning(
        tries=tries_of(payment),
        decline_code=payment.decline_code,
        next_try_at=planned.send_after if planned else None,
        confirm_by=payment.confirm_by if payment.state == PaymentState.FAILED else None,
    )


def newest_declined(pledge: Pledge) -> Payment | None:
    """The newest renewal of this pledge that was declined and has not come in; None where there is none."""
    waiting = pledge.payments.filter(period__gt=0, state__in=[PaymentState.FAILED, PaymentState.PLANNED])
    return waiting.exclude(decline_code="").select_related("pledge").order_by("-period").first()
