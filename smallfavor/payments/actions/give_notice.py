"""Gives notice before charges rarer than half-yearly: a mail 7 to 30 days ahead, or the charge waits for it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.one_by_one import doubt_pledge, one_by_one
from smallfavor.payments.mails import send_notice_later
from smallfavor.payments.models import Interval, Pledge, PledgeState
from smallfavor.payments.models.pledge import AWAITS_NOTICE
from smallfavor.payments.rules.schedule import NOTICE_EARLIEST_DAYS


def give_notice(*, today: date, now: datetime, limit: int = 200) -> int:
    """Send the notices that are due on `today`, the schedule's own day; each due date has one. Returns how many.

    One that can't be sent is marked for a person, and its charge waits; it holds no other up.
    """
    with transaction.atomic(durable=True):
        pledges = list(
            Pledge.objects.select_for_update(skip_locked=True)
            .filter(
                AWAITS_NOTICE,
                state=PledgeState.ACTIVE,
                interval=Interval.YEARLY,
                next_due__lte=today + timedelta(days=NOTICE_EARLIEST_DAYS),
                doubt="",
                held=False,
            )
            .order_by("next_due", "id")[:limit]
        )
        one_by_one(
            pledges,
            lambda pledge: _give(pledge, today=today, now=now),
            mark=lambda pledge, what: doubt_pledge(pledge, f"notice can't be given: {what}"),
        )
    return len(pledges)


def _give(pledge: Pledge, *, today: date, now: datetime) -> None:
    pledge.notified_due, pledge.notified_on = pledge.next_due, today
    pledge.save(update_fields=["notified_due", "notified_on"])
    send_notice_later(pledge)
    reason = f"notice of the charge on {pledge.next_due}"
    note(payment=None, pledge=pledge, state=pledge.state, actor="worker", reason=reason, now=now)
