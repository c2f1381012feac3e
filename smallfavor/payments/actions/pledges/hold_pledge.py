"""Holds a pledge while a bank questions one of its payments, and lets it go again. The caller holds its lock."""

from datetime import datetime

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.change_state import change_pledge_state, note
from smallfavor.payments.actions.pass_over import pass_over
from smallfavor.payments.actions.pledges.withdraw import withdraw_planned
from smallfavor.payments.mails import send_changed_later
from smallfavor.payments.models import PauseReason, Pledge, PledgeState

HELD = "dispute opened"
RELEASED = "dispute won"


def hold_for_dispute(pledge: Pledge, *, actor: str, now: datetime) -> None:
    """Pause until the dispute is decided: no day ends it, and the reader can't. What was planned is waived.

    A pause of the reader's own is kept below it. A pledge that takes nothing anyway is left as it is.
    """
    if pledge.state == PledgeState.ACTIVE:
        pledge.pause_reason, pledge.paused_until = PauseReason.DISPUTE, None
        change = change_pledge_state(pledge, PledgeState.PAUSED, actor=actor, now=now, reason=HELD)
        withdraw_planned(pledge, actor=actor, reason="the pledge waits for a dispute", now=now)
        if change is not None:
            send_changed_later(pledge, change=str(change.pk))
    elif pledge.state == PledgeState.PAUSED and not pledge.pause_reason:
        pledge.pause_reason = PauseReason.DISPUTE_IN_PAUSE
        pledge.save()
        note(payment=None, pledge=pledge, state=pledge.state, actor=actor, reason=HELD, now=now)


def release_from_dispute(pledge: Pledge, *, actor: str, now: datetime) -> None:
    """The last open dispute was won: go on from the next due day, or back into the reader's own pause."""
    if pledge.state != PledgeState.PAUSED or not pledge.pause_reason:
        return
    if pledge.pause_reason == PauseReason.DISPUTE_IN_PAUSE:
        pledge.pause_reason = ""
        pledge.save()
        note(payment=None, pledge=pledge, state=pledge.state, actor=actor, reason=RELEASED, now=now)
        return
    today = current_paper().today(now)
    pass_over(pledge, today=today, actor=actor, reason="the pledge waited for a dispute", now=now)
    change = change_pledge_state(pledge, PledgeState.ACTIVE, actor=actor, now=now, reason=RELEASED)
    if change is not None:
        send_changed_later(pledge, change=str(change.pk))
