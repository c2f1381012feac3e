"""Publishes an appeal: what is written becomes what readers get."""

from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.history import note_change
from smallfavor.appeals.actions.publish_manifest import publish_manifest_on_commit
from smallfavor.appeals.actions.refusals import Actor, NotPublishable, Overtaken, require_publisher
from smallfavor.appeals.models import Appeal, AppealChange, AppealRevision
from smallfavor.appeals.queries.drafts import draft_of, problems_of


@transaction.atomic
def publish_appeal(
    appeal: Appeal, *, actor: Actor, now: datetime, reason: str = "", seen: int | None = None
) -> AppealRevision:
    """Keep the draft as a revision and give it to readers; live within a minute.

    Raises NotAllowed; Overtaken when the draft is not the version `seen` any more; NotPublishable with everything that
    must change first. Then nothing has changed.
    """
    require_publisher(actor)
    appeal = Appeal.objects.select_for_update(of=["self"]).get(pk=appeal.pk)
    if seen is not None and seen != appeal.version:
        raise Overtaken(appeal.version)
    draft = draft_of(appeal)
    found = problems_of(draft, now=now)
    if found:
        raise NotPublishable(found)
    revision = AppealRevision.objects.create(
        appeal=appeal,
        number=appeal.revisions.count() + 1,
        content=draft.to_json(),
        published_by=actor,
        published_at=now,
    )
    appeal.live_revision = revision
    appeal.archived = False
    appeal.save(update_fields=["live_revision", "archived"])
    note_change(
        appeal, AppealChange.Kind.PUBLISHED, actor=actor, now=now, reason=reason, revision=revision, draft=draft
    )
    publish_manifest_on_commit(now=now)
    return revision
