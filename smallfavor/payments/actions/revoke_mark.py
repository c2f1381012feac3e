"""Marks a saved instrument for revocation: its pledge has ended, or has another one. The worker does it (revoke.py)."""

from datetime import datetime

from smallfavor.payments.models import Instrument, Pledge, PledgeState


def revoke_soon(instrument: Instrument | None, *, now: datetime) -> None:
    """Mark the instrument for revocation unless another pledge still lives on it. Calls nobody."""
    if instrument is None:
        return
    living = Pledge.objects.filter(instrument=instrument).exclude(state=PledgeState.CANCELLED)
    if not living.exists():
        Instrument.objects.filter(pk=instrument.pk, revoked_at=None).update(revoke_after=now)
