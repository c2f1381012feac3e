"""Makes an earlier version the draft again. Readers get it only when it is published."""

from datetime import datetime

from smallfavor.appeals.actions.refusals import Actor
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, AppealChange
from smallfavor.appeals.queries.versions_of import draft_at


def bring_back(appeal: Appeal, version: int, *, actor: Actor, now: datetime, seen: int | None = None) -> Appeal:
    """Raises NoSuchVersion, and what save_draft raises. The versions between stay in the history."""
    draft = draft_at(appeal, version)
    kind = AppealChange.Kind.BROUGHT_BACK
    return save_draft(draft, actor=actor, now=now, seen=seen, kind=kind, reason=f"version {version}")
