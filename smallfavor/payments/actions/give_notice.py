"""Gives notice before charges rarer than half-yearly: a mail 7 to 30 days ahead, or the charge waits for it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from smallfavor.payments.actions.change_state import note
from smallfavor.payments.mails import send_notice_later
from smallfavor.payments.models import Interval, Pledge, PledgeState
from smallfavor.payments.models.pledge import AWAITS_NOTICE
from smallfavor.payments.rules.schedule import NOTICE_EARLIEST_DAYS


def give_notice(*, today: date, now: datetime, limit: int = 200) -> int:
    """Send the notices that are due on `today`, the schedule's own day; each due date has one. Returns how many."""
    with transaction.atomic(durable=True):
        pledges = list(
            Pledge.objects.select_for_update(skip_locked=True)
            .filter(
                AWAITS_NOTICE,
                state=PledgeState.ACTIVE,
                interval=Interval.YEARLY,
                next_due__lte=today + timedelta(days=NOTICE_EARLIEST_DAYS),
                doubt="",
            )
            .order_by("next_due", "id")[:limit]
        )
        for pledge in pledges:
            pledge.notified_due, pledge.notified_on = pledge.next_due, today
            send_notice_later(pledge)
            reason = f"notice of the charge on {pledge.next_due}"
            note(payment=None, pledge=pledge, state=pledge.state, actor="worker", reason=reason, now=now)
        Pledge.objects.bulk_update(pledges, ["notified_due", "notified_on"])
    return len(pledges)
