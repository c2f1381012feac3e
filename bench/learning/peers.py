"""What others do, in the same worlds: a z-test looked at again and again, GrowthBook's sequence, the Guardian's bandit.

Written anew after what they have published.
"""

from math import log

import numpy as np
from numpy.typing import NDArray

from bench.learning.worlds import CONVERSION, DAYS, HOURS, Floats, draw_gifts
from smallfavor.insight.learning.intervals import PairSums

EPSILON = 0.1
HOURS_AT_RANDOM = 6
GROWTHBOOK_TUNING = 5000


def naive_alarm(sums: PairSums) -> NDArray[np.bool_]:
    """The usual test at 5 %, as if it were looked at once."""
    return np.abs(sums.b - sums.a) > 1.96 * np.sqrt(sums.qa + sums.qb)


def growthbook_alarm(sums: PairSums, readers: Floats, alpha: float = 0.05) -> NDArray[np.bool_]:
    """Its asymptotic sequence with the default tuning; `readers`: of both variants so far, counted rightly."""
    a, b = np.maximum(sums.a, 1e-9), sums.b
    half = readers / 2
    variance = (sums.qb - b**2 / half) / a**2 + (sums.qa - a**2 / half) * b**2 / a**4
    x = readers * (-2 * log(alpha) + log(-2 * log(alpha) + 1)) / GROWTHBOOK_TUNING
    wide = np.sqrt(np.maximum(variance, 0) * (1 + x) / x * (np.log1p(x) - 2 * log(alpha)))
    return (np.abs(b / a - 1) > wide) & (sums.a > 0)


def guardian_shares_cost(
    rng: np.random.Generator, earning: Floats, news: Floats, *, readers: float, sigma: float, late: float
) -> Floats:
    """Epsilon-greedy on the capped value per view of hourly samples, at random for the first six: its regret by world.

    A gift counts for the hour in which it is made. Shapes: `earning` (worlds, variants), `news` (worlds, days).
    """
    worlds, variants = earning.shape
    share = np.full(earning.shape, 1 / variants)
    value, views = np.zeros(earning.shape), np.zeros(earning.shape)
    waiting = np.zeros((HOURS, worlds, variants))
    lost = np.zeros(worlds)
    for hour in range(DAYS * HOURS):
        day = hour // HOURS
        shown = readers / HOURS * share
        expected = shown * CONVERSION * earning * news[:, day, None]
        gifts = draw_gifts(rng, np.stack([expected * (1 - late), expected * late]), sigma).capped
        value += gifts[0] + waiting[hour % HOURS]
        waiting[hour % HOURS] = gifts[1]
        views += shown
        lost += news[:, day] * regret_of(share, earning) / HOURS
        if hour + 1 >= HOURS_AT_RANDOM:
            share = np.full(earning.shape, EPSILON / variants)
            share[np.arange(worlds), (value / views).argmax(axis=1)] += 1 - EPSILON
    return np.asarray(lost / news.sum(axis=1))


def regret_of(share: Floats, earning: Floats) -> Floats:
    """What these shares earn less than the best variant alone would, as a fraction of that."""
    return np.asarray(1 - (share * earning).sum(axis=-1) / earning.max(axis=-1))
