"""Passes over the periods of a pause or a lapse: they are waived, and the schedule goes on from today."""

from datetime import date, datetime

from smallfavor.payments.actions.waive import waive_periods
from smallfavor.payments.models import Pledge
from smallfavor.payments.queries.pledges import schedule_of
from smallfavor.payments.rules.schedule import skip_paused


def pass_over(pledge: Pledge, *, today: date, actor: str, reason: str, now: datetime) -> None:
    """Waive the periods due before `today` and move the schedule on; saves nothing of the pledge itself."""
    schedule = schedule_of(pledge)
    skipped = skip_paused(schedule, today)
    waive_periods(pledge, skipped.waived, actor=actor, reason=reason, now=now)
    pledge.n = skipped.next_n
    pledge.next_due = schedule.due(pledge.n)
