"""Revokes at their providers the saved instruments that are marked for it (revoke_mark.py)."""

import time
from datetime import datetime, timedelta

from django.db import transaction

from smallfavor.payments import providers
from smallfavor.payments.actions.check_place import check_place
from smallfavor.payments.actions.settle import heed_refusal
from smallfavor.payments.models import Instrument
from smallfavor.payments.providers.base import Revoked

RETRY = timedelta(minutes=10)
BUDGET_S = 10.0


def revoke_marked(*, now: datetime, limit: int = 50) -> int:
    """Revoke what is marked; returns how many were confirmed. Repeating it does no harm, so no lease is needed."""
    if not check_place():
        return 0
    with transaction.atomic(durable=True):
        rows = list(
            Instrument.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("provider_account")
            .filter(revoke_after__lte=now, revoked_at=None, provider_account__stopped_reason="")
            .order_by("revoke_after")[:limit]
        )
        Instrument.objects.filter(pk__in=[row.pk for row in rows]).update(revoke_after=now + RETRY)
    over_at = time.monotonic() + BUDGET_S
    # A service that is slow must not keep the worker from the others: what is left comes again.
    return sum(_revoke(row, now=now) for row in rows if time.monotonic() < over_at)


def _revoke(instrument: Instrument, *, now: datetime) -> bool:
    answer = providers.get(instrument.provider_account).revoke_instrument(instrument.token)
    if not isinstance(answer, Revoked):
        heed_refusal(instrument.provider_account, answer)
        return False
    Instrument.objects.filter(pk=instrument.pk).update(revoked_at=now, revoke_after=None)
    return True
