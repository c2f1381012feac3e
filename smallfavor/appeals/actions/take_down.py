"""Takes an appeal down: readers get it no more. What is written stays."""

from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.history import note_change
from smallfavor.appeals.actions.publish_manifest import publish_manifest_on_commit
from smallfavor.appeals.actions.refusals import Actor, NotLive, require_publisher
from smallfavor.appeals.models import Appeal, AppealChange


@transaction.atomic
def take_down(appeal: Appeal, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Gone for readers within a minute. Raises NotAllowed; NotLive when it is down already."""
    require_publisher(actor)
    appeal = Appeal.objects.select_for_update(of=["self"]).get(pk=appeal.pk)
    if appeal.live_revision_id is None:
        raise NotLive(appeal.slug)
    appeal.live_revision = None
    appeal.save(update_fields=["live_revision"])
    note_change(appeal, AppealChange.Kind.TAKEN_DOWN, actor=actor, now=now, reason=reason)
    publish_manifest_on_commit(now=now)
