"""The interval of a comparison as it stood at the end of each day of a test, as far as is known today.

Money that went back since is taken off the day of its gift. Not here: today's interval (insight/learning/intervals.py).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

import numpy as np

from smallfavor.appeals.rules.shares import fractions
from smallfavor.insight.learning.arms import Aim
from smallfavor.insight.learning.intervals import (
    PairSums,
    anytime_multiplier,
    fieller_bounds,
    information_needed,
    information_of,
    pair_sums,
)
from smallfavor.insight.results.arms import Cells, Shares
from smallfavor.insight.results.gifts import GiftSums, Window

DAYS_MAX = 400


@dataclass(frozen=True)
class DayOfTest:
    """`ratio` None while the control has earned nothing; `high` None while there is no upper bound."""

    day: date
    ratio: float | None
    low: float
    high: float | None


def history(cells: Cells, shares: Shares, control: str, other: str, *, aim: Aim, window: Window) -> list[DayOfTest]:
    """Day by day from the window's first to its last; of a longer test than 400 days, its last 400."""
    days = [window.first_day + timedelta(days=n) for n in range((window.last_day - window.first_day).days + 1)]
    sums = _cumulated(_pairs(cells, shares, control, other), days)
    information = information_of(sums)
    multiplier = anytime_multiplier(information, information_needed(aim), aim.alpha_each)
    lows, highs = fieller_bounds(sums, multiplier)
    points = [
        DayOfTest(day, float(b / a) if a > 0 and b >= 0 else None, float(low), None if high == inf else float(high))
        for day, a, b, low, high in zip(days, sums.a, sums.b, lows, highs, strict=True)
    ]
    return points[-DAYS_MAX:]


def _pairs(cells: Cells, shares: Shares, control: str, other: str) -> dict[date, PairSums]:
    """What each day adds."""
    by_day: dict[date, list[tuple[float, float, GiftSums, GiftSums]]] = defaultdict(list)
    parts = {version: fractions(of_version) for version, of_version in shares.items()}
    for version, day in {(version, day) for version, _variant, day in cells if version in parts}:
        mine, theirs = (cells.get((version, slug, day), GiftSums()) for slug in (control, other))
        by_day[day].append((parts[version].get(control, 0.0), parts[version].get(other, 0.0), mine, theirs))
    found = {}
    for day, rows in by_day.items():
        share_a, share_b, mine_of, theirs_of = zip(*rows, strict=True)
        found[day] = pair_sums(
            share_a, share_b, [s.value for s in mine_of], [s.value for s in theirs_of],
            [s.squares for s in mine_of], [s.squares for s in theirs_of],
        )  # fmt: skip
    return found


def _cumulated(added: dict[date, PairSums], days: list[date]) -> PairSums:
    columns = []
    for name in ("a", "b", "qa", "qb"):
        steps = [float(getattr(added[day], name)) if day in added else 0.0 for day in days]
        columns.append(np.cumsum(np.array(steps, dtype=float)))
    return PairSums(*columns)
