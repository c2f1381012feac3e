"""Counts anew what campaigns have raised. The manifest is written only where a count has changed.

A ticker is no part of the manifest's version, so that a reader's variant and what is learnt from it do not change.
"""

from datetime import datetime

from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.models import Campaign, CampaignTotal
from smallfavor.appeals.queries.campaigns import campaigns_with_goal, count_raised
from smallfavor.appeals.queries.drafts import live_drafts


def refresh_tickers(*, now: datetime) -> int:
    """Count every campaign that a live plea stands under; returns for how many it was news."""
    campaigns = campaigns_with_goal(each.campaign for each in live_drafts() if each.campaign)
    changed = sum(count_campaign(each, now=now) for each in campaigns)
    if changed:
        publish_manifest(now=now)
    return changed


def count_campaign(campaign: Campaign, *, now: datetime) -> bool:
    """Keep what the campaign has raised by now; True where that differs from the last count."""
    found = count_raised(campaign, now=now)
    fields = {
        "raised_minor": found.minor, "gifts": found.gifts, "people": found.people, "without_rate": found.without_rate,
    }  # fmt: skip
    before = CampaignTotal.objects.filter(campaign=campaign).values(*fields).first()
    CampaignTotal.objects.update_or_create(campaign=campaign, defaults={**fields, "counted_at": now})
    return bool(before != fields)
