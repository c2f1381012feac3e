"""Saves a campaign: its name, goal and days. What live pleas show of it changes within a minute."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from smallfavor.appeals.actions.publish_manifest import publish_manifest_on_commit
from smallfavor.appeals.actions.refresh_tickers import count_campaign
from smallfavor.appeals.actions.refusals import Actor, require_publisher
from smallfavor.appeals.models import Campaign, CampaignChange
from smallfavor.core.money import Money


class EndsBeforeStart(ValueError):
    """Raised when the last day is before the first."""


class StillUsed(Exception):
    """Raised when a campaign is to be deleted that pleas stand under."""


@dataclass(frozen=True)
class CampaignDraft:
    """`goal` None: no ticker. Days are the paper's own, both included; None: without a beginning, or an end."""

    slug: str
    name: str
    goal: Money | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def save_campaign(draft: CampaignDraft, *, actor: Actor, now: datetime) -> Campaign:
    """Make the campaign `draft.slug` be as in `draft`; a new slug is a new campaign.

    Raises NotAllowed where readers see a plea of it and this person may not publish, and EndsBeforeStart.
    """
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise EndsBeforeStart(draft.slug)
    campaign = Campaign.objects.select_for_update().filter(slug=draft.slug).first() or Campaign(slug=draft.slug)
    is_live = campaign.pk is not None and campaign.appeals.filter(live_revision__isnull=False).exists()
    if is_live:
        require_publisher(actor)
    campaign.name, campaign.starts_on, campaign.ends_on = draft.name, draft.starts_on, draft.ends_on
    campaign.goal_minor = draft.goal.minor if draft.goal else None
    campaign.currency = draft.goal.currency if draft.goal else ""
    campaign.save()
    CampaignChange.objects.create(campaign=campaign, content=_content(draft), actor=actor, happened_at=now)
    if campaign.goal_minor is not None:
        count_campaign(campaign, now=now)
    if is_live:
        publish_manifest_on_commit(now=now)
    return campaign


def delete_campaign(campaign: Campaign) -> None:
    """Raises StillUsed while a plea stands under it."""
    if campaign.appeals.exists():
        raise StillUsed(campaign.slug)
    campaign.delete()


def _content(draft: CampaignDraft) -> dict[str, object]:
    return {
        **asdict(draft),
        "goal": draft.goal.minor if draft.goal else None,
        "currency": draft.goal.currency if draft.goal else "",
        "starts_on": draft.starts_on.isoformat() if draft.starts_on else None,
        "ends_on": draft.ends_on.isoformat() if draft.ends_on else None,
    }
