"""Gives drafts out as a file, and notes for each who took it. Not here: the file's shape (rules/exchange.py)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.history import note_change
from smallfavor.appeals.actions.refusals import Actor
from smallfavor.appeals.models import Appeal, AppealChange
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.appeals.rules.exchange import pleas_to_text


@transaction.atomic
def export_appeals(appeals: Iterable[Appeal], *, actor: Actor, now: datetime) -> str:
    """The file of these appeals as they are written now."""
    chosen = list(appeals)
    for appeal in chosen:
        note_change(appeal, AppealChange.Kind.EXPORTED, actor=actor, now=now)
    return pleas_to_text(draft_of(each) for each in chosen)
