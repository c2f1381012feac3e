"""Keeps what a reader said about why they stopped. Asked only after it is done; never a condition."""

from smallfavor.payments.models import Pledge, PledgeState

REASON_MAX = 1000


def note_cancel_reason(pledge: Pledge, reason: str) -> None:
    """Keep the reason with a cancelled pledge; a later one replaces it. Other pledges are left alone."""
    Pledge.objects.filter(pk=pledge.pk, state=PledgeState.CANCELLED).update(cancel_reason=reason.strip()[:REASON_MAX])
