"""The versions of one appeal's draft, each whole."""

from dataclasses import replace

from smallfavor.appeals.models import Appeal, AppealChange, Campaign
from smallfavor.appeals.rules.draft import AppealDraft


class NoSuchVersion(Exception):
    """Raised for a version that this appeal never had."""


def change_at(appeal: Appeal, version: int) -> AppealChange:
    """The change that made this version. Raises NoSuchVersion."""
    found = appeal.changes.filter(version=version).order_by("pk").first()
    if found is None:
        raise NoSuchVersion(version)
    return found


def draft_at(appeal: Appeal, version: int) -> AppealDraft:
    """What was written then, under the appeal's own id, without a campaign that is no more. Raises NoSuchVersion."""
    draft = AppealDraft.from_json(change_at(appeal, version).content or {})
    has_campaign = Campaign.objects.filter(slug=draft.campaign).exists()
    return replace(draft, slug=appeal.slug, campaign=draft.campaign if has_campaign else "")
