"""Pauses a pledge: no charge until a day, or until the reader resumes it."""

from datetime import date, datetime

from django.db import transaction

from smallfavor.payments.actions.change_state import change_pledge_state, note
from smallfavor.payments.actions.pledges.refusals import PledgeEnded, PledgeHeld
from smallfavor.payments.actions.pledges.withdraw import withdraw_planned
from smallfavor.payments.mails import send_changed_later
from smallfavor.payments.models import Pledge, PledgeState, StateChange


@transaction.atomic
def pause_pledge(pledge: Pledge, *, until: date | None, actor: str, now: datetime) -> Pledge:
    """Pause until the start of the day `until` (the paper's calendar), or without an end. Returns the pledge.

    Periods that fall due meanwhile are waived, and so is one that waits for its next try. A pause can be moved.

    Raises PledgeEnded, PledgeHeld.
    """
    row = Pledge.objects.select_for_update().get(pk=pledge.pk)
    if row.state not in {PledgeState.ACTIVE, PledgeState.PAUSED}:
        raise PledgeEnded(str(row))
    if row.pause_reason:
        raise PledgeHeld(str(row))
    reason = f"paused until {until}" if until else "paused"
    row.paused_until = until
    if row.state == PledgeState.PAUSED:
        row.save()
        change: StateChange | None = note(
            payment=None, pledge=row, state=row.state, actor=actor, reason=reason, now=now
        )
    else:
        change = change_pledge_state(row, PledgeState.PAUSED, actor=actor, now=now, reason=reason)
        withdraw_planned(row, actor=actor, reason="the pledge was paused", now=now)
    if change is not None:
        send_changed_later(row, change=str(change.pk))
    return row
