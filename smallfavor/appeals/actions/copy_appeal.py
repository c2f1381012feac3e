"""Makes a new appeal of an existing one: the same words and settings under an id and a salt of its own."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.refusals import Actor
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, AppealChange
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.appeals.queries.slugs import free_slug

NAME_MAX = 120
_MARK = " (copy)"


@transaction.atomic
def copy_appeal(appeal: Appeal, *, actor: Actor, now: datetime) -> Appeal:
    """A draft, whatever the other is: readers get nothing of it. A fresh salt, so that no reader's draw is repeated."""
    name = f"{appeal.name[: NAME_MAX - len(_MARK)]}{_MARK}"
    copied = replace(draft_of(appeal), slug=free_slug(name), name=name, salt="")
    return save_draft(copied, actor=actor, now=now, kind=AppealChange.Kind.COPIED, reason=f"of {appeal.name}"[:200])
