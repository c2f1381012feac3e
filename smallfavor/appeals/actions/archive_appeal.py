"""Puts an appeal away, and takes it out again. Its history and its tallies stay."""

from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.history import note_change
from smallfavor.appeals.actions.refusals import Actor, StillLive
from smallfavor.appeals.models import Appeal, AppealChange


@transaction.atomic
def archive_appeal(appeal: Appeal, *, actor: Actor, now: datetime) -> None:
    """Raises StillLive while readers get it: take it down first."""
    appeal = Appeal.objects.select_for_update(of=["self"]).get(pk=appeal.pk)
    if appeal.live_revision_id is not None:
        raise StillLive(appeal.slug)
    if not appeal.archived:
        appeal.archived = True
        appeal.save(update_fields=["archived"])
        note_change(appeal, AppealChange.Kind.ARCHIVED, actor=actor, now=now)


@transaction.atomic
def restore_appeal(appeal: Appeal, *, actor: Actor, now: datetime) -> None:
    """Back into the list, as a draft."""
    appeal = Appeal.objects.select_for_update(of=["self"]).get(pk=appeal.pk)
    if appeal.archived:
        appeal.archived = False
        appeal.save(update_fields=["archived"])
        note_change(appeal, AppealChange.Kind.RESTORED, actor=actor, now=now)
