"""What the pleas did: how often seen and followed (tallies), how many first gifts they led to (the payments).

Not here: whether one is better than another; two numbers beside each other say nothing about that.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from smallfavor.appeals.models import Appeal
from smallfavor.appeals.queries.counts import counts_since
from smallfavor.payments.models import Payment


@dataclass(frozen=True)
class PleaResult:
    slug: str
    name: str
    seen: int
    clicked: int
    gifts: int
    """Payments that came by this plea: one-time gifts, and the first period of pledges."""


def plea_results(*, now: datetime, days: int, zone: ZoneInfo) -> list[PleaResult]:
    """Every live plea, the one that led to most gifts first."""
    first_day = now.astimezone(zone).date() - timedelta(days=days - 1)
    start = datetime(first_day.year, first_day.month, first_day.day, tzinfo=zone)
    counts = counts_since(first_day)
    gifts: Counter[str] = Counter(
        dict(
            Payment.objects.filter(Q(period=0) | Q(period__isnull=True), paid_at__gte=start)
            .exclude(appeal="")
            .values_list("appeal")
            .annotate(times=Count("pk"))
        )
    )
    found = [
        PleaResult(
            slug=slug,
            name=name,
            seen=counts.get(slug, {}).get("seen", 0),
            clicked=counts.get(slug, {}).get("click", 0),
            gifts=gifts[slug],
        )
        for slug, name in Appeal.objects.filter(live_revision__isnull=False).values_list("slug", "name")
    ]
    return sorted(found, key=lambda each: (-each.gifts, -each.clicked, -each.seen, each.name))
