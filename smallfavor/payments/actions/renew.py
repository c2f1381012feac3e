"""Takes what is due, and drives it until nothing is left to do: behind `smallfavor renew`."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.drive import CONCURRENCY, Done, drive_until_idle
from smallfavor.payments.models import (
    Attempt,
    AttemptOperation,
    Interval,
    Payment,
    PaymentState,
    Pledge,
    PledgeState,
)
from smallfavor.payments.models.attempt import IN_FLIGHT
from smallfavor.payments.queries import account_with_real_money
from smallfavor.payments.rules.schedule import NOTICE_LATEST_DAYS

PATIENCE_S = 30.0


class RealMoney(Exception):
    """Raised when the schedule is to be moved while an account with real money is enabled."""

    code = "real_money"


@dataclass(frozen=True)
class RenewSummary:
    """What a run did. `undecided`: no answer yet; `waiting_for_notice`: yearly charges wait 7 days for their mail."""

    done: Done
    paid: int
    declined: int
    waived: int
    undecided: int
    waiting_for_notice: int


def renew(*, now: datetime, as_of: date | None = None, concurrency: int = CONCURRENCY) -> RenewSummary:
    """Plan, charge and settle everything that is due today, or on the day `as_of` by the schedule's calendar.

    `as_of` moves the schedule alone: leases, retries and receipts keep the real time. One run far ahead takes one
    period of each pledge and waives the older ones, as after an outage.

    Raises RealMoney when `as_of` is given and not every enabled account is a sandbox.
    """
    if as_of is not None:
        account = account_with_real_money()
        if account is not None:
            raise RealMoney(str(account))
    today = as_of or current_paper().today(now)
    newest = Payment.objects.order_by("-id").values_list("id", flat=True).first() or 0
    paid_before = _paid()
    done = drive_until_idle(today=today, now=now, patience_s=PATIENCE_S, concurrency=concurrency)
    made = Payment.objects.filter(id__gt=newest, period__gt=0)
    return RenewSummary(
        done=done,
        paid=_paid() - paid_before,
        declined=made.exclude(decline_code="").count(),
        waived=made.filter(state=PaymentState.WAIVED).count(),
        undecided=Attempt.objects.filter(
            operation=AttemptOperation.CHARGE, state__in=IN_FLIGHT, first_sent_at__isnull=False
        ).count(),
        waiting_for_notice=_waiting_for_notice(today),
    )


def _paid() -> int:
    return Payment.objects.filter(period__gt=0, state=PaymentState.PAID).count()


def _waiting_for_notice(today: date) -> int:
    noticed = Q(notified_due=F("next_due"), notified_on__lte=today - timedelta(days=NOTICE_LATEST_DAYS))
    overdue = Pledge.objects.filter(state=PledgeState.ACTIVE, interval=Interval.YEARLY, next_due__lte=today, doubt="")
    return overdue.exclude(noticed, notified_on__isnull=False).count()
