"""Gifts of readers who never were: many worlds at once, summed up as the ledger would sum them.

A world is a plea with its variants for 60 days: readers come anew every day, one in 500 gives, gifts are log-normal
around 40, and the news moves every day for all variants alike.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DAYS = 60
HOURS = 24
CONVERSION = 0.002
MEDIAN_GIFT = 40.0
CAP = 250.0
SHOCK_SD = 0.25


@dataclass(frozen=True)
class Sums:
    """Of gifts by cell (arrays of one shape): how many, their value and squares, capped and not."""

    count: Floats
    value: Floats
    squares: Floats
    capped: Floats
    capped_squares: Floats

    def of(self, capped: bool) -> tuple[Floats, Floats]:
        return (self.capped, self.capped_squares) if capped else (self.value, self.squares)


def shocks(rng: np.random.Generator, worlds: int, days: int = DAYS) -> Floats:
    """(worlds, days): by how much the news of each day moves all gifts; 1 on average."""
    return np.asarray(np.exp(rng.normal(-(SHOCK_SD**2) / 2, SHOCK_SD, (worlds, days))))


def draw_gifts(rng: np.random.Generator, expected: Floats, sigma: float) -> Sums:
    """Draw every gift of every cell; `expected`: the mean number of gifts by cell."""
    count = rng.poisson(expected)
    flat = count.ravel()
    gifts = rng.standard_normal(int(flat.sum()))
    gifts *= sigma
    np.exp(gifts, out=gifts)
    gifts *= MEDIAN_GIFT
    given = flat > 0
    starts = (np.cumsum(flat) - flat)[given]

    def summed(values: Floats) -> Floats:
        result = np.zeros(flat.size)
        if starts.size:
            result[given] = np.add.reduceat(values, starts)
        return result.reshape(count.shape)

    value, squares = summed(gifts), summed(gifts * gifts)
    np.minimum(gifts, CAP, out=gifts)
    capped = summed(gifts)
    gifts *= gifts
    return Sums(count.astype(float), value, squares, capped, summed(gifts))
