"""Ends the pauses whose day has come."""

import contextlib
from datetime import date, datetime

from smallfavor.payments.actions.one_by_one import doubt_pledge, one_by_one
from smallfavor.payments.actions.pledges.refusals import PledgeEnded, PledgeHeld
from smallfavor.payments.actions.pledges.resume_pledge import resume_on
from smallfavor.payments.models import Pledge, PledgeState


def end_pauses(*, today: date, now: datetime, limit: int = 200) -> int:
    """Resume the pledges that were paused until `today` or before; returns how many. Held ones wait.

    One that can't be resumed is marked for a person and holds nothing up.
    """
    paused = Pledge.objects.filter(
        state=PledgeState.PAUSED, paused_until__lte=today, doubt="", pause_reason=""
    ).order_by("id")

    def resume(pledge: Pledge) -> None:
        # Otherwise its reader was faster, or a dispute.
        with contextlib.suppress(PledgeEnded, PledgeHeld):
            resume_on(pledge, today=today, actor="worker", now=now)

    return one_by_one(
        list(paused[:limit]), resume, mark=lambda pledge, what: doubt_pledge(pledge, f"can't go on: {what}")
    )
