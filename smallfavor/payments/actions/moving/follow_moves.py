"""Follows the readers who were asked for a way to pay at the new account: two more mails, then held pledges lapse."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from smallfavor.payments.actions.change_state import change_pledge_state
from smallfavor.payments.actions.one_by_one import doubt_pledge, one_by_one
from smallfavor.payments.mails import send_move_later
from smallfavor.payments.models import Pledge, PledgeState
from smallfavor.payments.rules.moving import ASK_AGAIN_DAYS, LAPSE_DAYS, mails_due

ASKED = [PledgeState.ACTIVE, PledgeState.PAUSED]


def follow_moves(*, now: datetime, limit: int = 200) -> int:
    """Send the mails that are due, let lapse what was held for 45 days; returns how many pledges were followed."""
    due = [
        Q(move_mails=number, move_asked_at__lte=now - timedelta(days=day))
        for number, day in enumerate(ASK_AGAIN_DAYS, start=1)
    ]
    over = Q(held=True, move_asked_at__lte=now - timedelta(days=LAPSE_DAYS))
    with transaction.atomic(durable=True):
        pledges = list(
            Pledge.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(due[0] | due[1] | over, moving_to__isnull=False, state__in=ASKED, doubt="")
            .order_by("move_asked_at", "id")[:limit]
        )
        one_by_one(
            pledges,
            lambda pledge: _follow(pledge, now=now),
            mark=lambda pledge, what: doubt_pledge(pledge, f"its move can't be followed: {what}"),
        )
    return len(pledges)


def _follow(pledge: Pledge, *, now: datetime) -> None:
    days = (now - (pledge.move_asked_at or now)).days
    if pledge.held and days >= LAPSE_DAYS:
        # `moving_to` stays: whoever comes back later is led to the new account, and goes on from there.
        pledge.held = False
        reason = "no way to pay at the new account"
        change_pledge_state(pledge, PledgeState.LAPSED, actor="worker", now=now, reason=reason)
        return
    if pledge.move_mails:
        pledge.move_mails = mails_due(days)
        send_move_later(pledge, number=pledge.move_mails)
        pledge.save(update_fields=["move_mails"])
