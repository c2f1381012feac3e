"""Notes a change of an appeal: who, when, why. Called by the actions beside it, inside their transaction."""

from datetime import datetime

from smallfavor.appeals.actions.refusals import Actor
from smallfavor.appeals.models import Appeal, AppealChange, AppealRevision


def note_change(
    appeal: Appeal,
    kind: AppealChange.Kind,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    revision: AppealRevision | None = None,
) -> AppealChange:
    return AppealChange.objects.create(
        appeal=appeal, kind=kind, actor=actor, reason=reason, revision=revision, happened_at=now
    )
