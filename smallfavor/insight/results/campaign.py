"""What a campaign's pleas brought together, for its page.

Counted are gifts that came by its pleas on its days, by the books. Not here: the ticker that readers see (appeals).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings

from smallfavor.appeals.models import Appeal, AppealTest, Campaign
from smallfavor.appeals.queries.counts import Sums, sums_of
from smallfavor.core.clock import add_months
from smallfavor.core.paper import current_paper
from smallfavor.insight.results.found import usual_worth
from smallfavor.insight.results.gifts import GiftSums, Unpriced, Window, Worth, gift_sums, unpriced_gifts
from smallfavor.ledger.queries.rates import rate_table
from smallfavor.ledger.rules.exchange import RateMissing

MONTHS_WITHOUT_A_START = 12


@dataclass(frozen=True)
class PleaOfCampaign:
    appeal: Appeal
    counts: Sums
    gifts: GiftSums
    test: AppealTest | None

    @property
    def per_thousand(self) -> float | None:
        return 1000 * self.gifts.value / self.counts.impressions if self.counts.impressions else None


@dataclass(frozen=True)
class CampaignFound:
    """`goal` in minor units of the base; None without one. `rate_missing`: why it could not be put into the base."""

    campaign: Campaign
    window: Window
    worth: Worth
    pleas: Sequence[PleaOfCampaign]
    days: Sequence[tuple[date, float]]
    goal: float | None
    rate_missing: str
    unpriced: Sequence[Unpriced]

    @property
    def total(self) -> GiftSums:
        return sum((plea.gifts for plea in self.pleas), GiftSums())

    @property
    def impressions(self) -> int:
        return sum(plea.counts.impressions for plea in self.pleas)


def campaign_found(campaign: Campaign, *, now: datetime) -> CampaignFound:
    """Everything about one campaign, from its first day (or a year ago) until now or its end."""
    window, worth = _window(campaign, now), usual_worth(now)
    appeals = list(campaign.appeals.order_by("name"))
    slugs = [appeal.slug for appeal in appeals]
    gifts = gift_sums(slugs, by=("appeal", "day"), window=window, worth=worth)
    tests = {test.appeal_id: test for test in AppealTest.objects.filter(appeal__in=appeals).order_by("started_at")}
    pleas = [
        PleaOfCampaign(
            appeal=appeal,
            counts=sums_of(appeal.slug, by=(), since=window.first_day, until=window.last_day).get((), Sums()),
            gifts=sum((sums for (slug, _day), sums in gifts.items() if slug == appeal.slug), GiftSums()),
            test=tests.get(appeal.pk),
        )
        for appeal in appeals
    ]
    goal, missing = _goal(campaign, window)
    return CampaignFound(
        campaign=campaign,
        window=window,
        worth=worth,
        pleas=sorted(pleas, key=lambda plea: (-plea.gifts.paid, plea.appeal.name)),
        days=_days(gifts, window),
        goal=goal,
        rate_missing=missing,
        unpriced=unpriced_gifts(slugs, window=window, worth=worth),
    )


def _window(campaign: Campaign, now: datetime) -> Window:
    paper = current_paper()
    start = campaign.starts_on or add_months(paper.today(now), -MONTHS_WITHOUT_A_START)
    end = datetime.combine(campaign.ends_on + timedelta(days=1), time(), paper.zone) if campaign.ends_on else now
    begun = datetime.combine(start, time(), paper.zone)
    return Window(begun, max(begun, min(end, now)))


def _goal(campaign: Campaign, window: Window) -> tuple[float | None, str]:
    if campaign.goal_minor is None:
        return None, ""
    try:
        worth = rate_table(settings.BASE_CURRENCY).value(campaign.goal_minor, campaign.currency, window.last_day)
    except RateMissing as lacking:
        return None, str(lacking)
    return float(worth), ""


def _days(gifts: dict[tuple[str, date], GiftSums], window: Window) -> list[tuple[date, float]]:
    """What had come in by the end of each day."""
    added: dict[date, float] = {}
    for (_slug, day), sums in gifts.items():
        added[day] = added.get(day, 0.0) + sums.paid
    total, days = 0.0, []
    for number in range((window.last_day - window.first_day).days + 1):
        day = window.first_day + timedelta(days=number)
        total += added.get(day, 0.0)
        days.append((day, total))
    return days
