"""Ends the pauses whose day has come."""

from datetime import date, datetime

from smallfavor.payments.actions.pledges.refusals import PledgeEnded, PledgeHeld
from smallfavor.payments.actions.pledges.resume_pledge import resume_on
from smallfavor.payments.models import Pledge, PledgeState


def end_pauses(*, today: date, now: datetime, limit: int = 200) -> int:
    """Resume the pledges that were paused until `today` or before; returns how many. Held ones wait."""
    paused = Pledge.objects.filter(
        state=PledgeState.PAUSED, paused_until__lte=today, doubt="", pause_reason=""
    ).order_by("id")
    ended = 0
    for pledge in paused[:limit]:
        try:
            resume_on(pledge, today=today, actor="worker", now=now)
            ended += 1
        except (PledgeEnded, PledgeHeld):
            continue  # its reader was faster
    return ended
