"""Notes a change of an appeal: who, when, why. Called by the actions beside it, inside their transaction."""

from datetime import datetime

from smallfavor.appeals.actions.refusals import Actor
from smallfavor.appeals.models import Appeal, AppealChange, AppealRevision
from smallfavor.appeals.rules.draft import AppealDraft


def note_change(
    appeal: Appeal,
    kind: AppealChange.Kind,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    revision: AppealRevision | None = None,
    draft: AppealDraft | None = None,
) -> AppealChange:
    """`draft` is what is written after the change, where the change was one of the draft or gave it to readers."""
    return AppealChange.objects.create(
        appeal=appeal,
        kind=kind,
        actor=actor,
        reason=reason,
        revision=revision,
        version=appeal.version if draft else None,
        content=draft.to_json() if draft else None,
        happened_at=now,
    )
