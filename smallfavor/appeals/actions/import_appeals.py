"""Takes drafts from a file. Readers get nothing of them: nothing is published.

Not here: reading the file (rules/exchange.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.refusals import Actor
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, AppealChange, Campaign
from smallfavor.appeals.queries.slugs import free_slug
from smallfavor.appeals.rules.draft import AppealDraft

SKIP, COPY = "skip", "copy"


@dataclass(frozen=True)
class Imported:
    """What became of one draft. `appeal` is the one that it is now; the one in its way where it was left out."""

    appeal: Appeal
    slug: str
    is_new: bool
    lost_campaign: str
    """A campaign that it named and that is not here."""


@transaction.atomic
def import_appeals(
    drafts: Iterable[AppealDraft], *, when_taken: str, actor: Actor, now: datetime, source: str = ""
) -> list[Imported]:
    """Make each draft an appeal, all or none. Where its id is taken, leave it out (SKIP) or give it another (COPY).

    `source` is the file's name, for the history.
    """
    return [_import(draft, when_taken, actor, now, source) for draft in drafts]


def _import(draft: AppealDraft, when_taken: str, actor: Actor, now: datetime, source: str) -> Imported:
    taken = Appeal.objects.filter(slug=draft.slug).first()
    if taken and when_taken == SKIP:
        return Imported(taken, draft.slug, is_new=False, lost_campaign="")
    is_known = not draft.campaign or Campaign.objects.filter(slug=draft.campaign).exists()
    lost = "" if is_known else draft.campaign
    own = replace(
        draft,
        slug=free_slug(draft.name) if taken else draft.slug,
        campaign="" if lost else draft.campaign,
        salt="",
    )
    reason = f"from {source}"[:200] if source else ""
    appeal = save_draft(own, actor=actor, now=now, kind=AppealChange.Kind.IMPORTED, reason=reason)
    return Imported(appeal, draft.slug, is_new=True, lost_campaign=lost)
