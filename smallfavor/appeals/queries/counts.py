"""Sums of tallies for the desk's lists. Not here: what can be concluded from them (insight)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Sum

from smallfavor.appeals.models import Tally


def counts_since(day: date) -> Mapping[str, Mapping[str, int]]:
    """{appeal slug: {event: times}} since `day`, that day included."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = Tally.objects.filter(day__gte=day).values_list("appeal", "event").annotate(times=Sum("count"))
    for appeal, event, times in rows:
        found[appeal][event] = times
    return found
