"""Ends a move: the old account's instruments are revoked at their provider. Not before a person says so: its copy may
be needed until the new account has proved itself."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from smallfavor.payments.actions.revoke_mark import revoke_soon
from smallfavor.payments.models import Attempt, AttemptOperation, Instrument, ProviderAccount
from smallfavor.payments.models.attempt import OPEN


@dataclass(frozen=True)
class Finished:
    """How many instruments will be revoked; how many wait for a charge without an outcome, or still serve a pledge."""

    revoked: int
    under_way: int
    in_use: int


@transaction.atomic
def finish_move(old: ProviderAccount, *, now: datetime) -> Finished:
    """Mark for revocation what no pledge pays with any more; the worker does it. May be repeated."""
    sent = Attempt.objects.filter(
        payment__supporter=OuterRef("supporter"), provider_account=old, state__in=OPEN
    ).exclude(operation=AttemptOperation.REFUND)
    standing = (
        Instrument.objects.filter(provider_account=old, revoked_at=None, revoke_after=None)
        .annotate(under_way=Exists(sent))
        .order_by("pk")
    )
    revoked = under_way = in_use = 0
    for instrument in standing:
        if instrument.under_way:
            under_way += 1
            continue
        revoke_soon(instrument, now=now)
        marked = Instrument.objects.filter(pk=instrument.pk, revoke_after=None).exists()
        in_use += marked
        revoked += not marked
    return Finished(revoked, under_way, in_use)
