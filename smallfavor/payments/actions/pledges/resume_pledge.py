"""Goes on with a paused pledge: asked by the reader, or on the day that they named."""

from datetime import date, datetime

from django.db import transaction

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.change_state import change_pledge_state
from smallfavor.payments.actions.pass_over import pass_over
from smallfavor.payments.actions.pledges.refusals import PledgeEnded, PledgeHeld
from smallfavor.payments.mails import send_changed_later
from smallfavor.payments.models import Pledge, PledgeState


def resume_pledge(pledge: Pledge, *, actor: str, now: datetime) -> Pledge:
    """Go on from the next due day; what fell into the pause is waived. Returns the pledge.

    Raises PledgeEnded, PledgeHeld. An active pledge is left as it is.
    """
    return resume_on(pledge, today=current_paper().today(now), actor=actor, now=now)


@transaction.atomic
def resume_on(pledge: Pledge, *, today: date, actor: str, now: datetime) -> Pledge:
    """As `resume_pledge`, with the schedule's own day."""
    row = Pledge.objects.select_for_update().get(pk=pledge.pk)
    if row.state == PledgeState.ACTIVE:
        return row
    if row.state != PledgeState.PAUSED:
        raise PledgeEnded(str(row))
    if row.pause_reason:
        raise PledgeHeld(str(row))
    pass_over(row, today=today, actor=actor, reason="the pledge was paused", now=now)
    row.paused_until = None
    change = change_pledge_state(row, PledgeState.ACTIVE, actor=actor, now=now, reason="resumed")
    if change is not None:
        send_changed_later(row, change=str(change.pk))
    return row
