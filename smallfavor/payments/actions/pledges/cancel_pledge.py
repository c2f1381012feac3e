"""Ends a pledge: in our books first, then at the provider."""

from datetime import datetime

from django.db import transaction

from smallfavor.payments.actions.change_state import change_pledge_state
from smallfavor.payments.actions.pledges.withdraw import withdraw_planned
from smallfavor.payments.actions.revoke_mark import revoke_soon
from smallfavor.payments.mails import send_cancelled_later
from smallfavor.payments.models import Pledge, PledgeState


@transaction.atomic
def cancel_pledge(pledge: Pledge, *, actor: str, now: datetime, reason: str = "cancelled") -> Pledge:
    """End the pledge at once: nothing more is planned or sent; its instrument is revoked at the provider soon after.

    A charge that left before this moment may still succeed; it is then booked, and can be given back. Cancelling twice
    changes nothing. Returns the pledge as it stands.
    """
    row = Pledge.objects.select_for_update().get(pk=pledge.pk)
    if row.state == PledgeState.CANCELLED:
        return row
    row.next_due = row.paused_until = None
    change_pledge_state(row, PledgeState.CANCELLED, actor=actor, now=now, reason=reason)
    withdraw_planned(row, actor=actor, reason="the pledge was cancelled", now=now)
    revoke_soon(row.instrument, now=now)
    revoke_soon(row.former_instrument, now=now)
    if row.started_at is not None:
        send_cancelled_later(row)
    return row
