"""A measured figure with its bounds, and whether it is reached."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

_SURE = float(ndtri(0.95))


@dataclass(frozen=True)
class Figure:
    """`low`, `high`: one-sided 95 % bounds. `reach`: the most it may be; None: a peer's, shown beside."""

    row: str
    name: str
    value: float
    low: float
    high: float
    worlds: int
    reach: float | None = None

    def missed(self, *, quick: bool) -> bool:
        """In a full run a figure is reached when its bound is; in a quick one it is missed when that is certain."""
        return self.reach is not None and (self.low if quick else self.high) > self.reach


def proportion(row: str, name: str, hits: NDArray[np.bool_], reach: float | None = None) -> Figure:
    """Bounds by Clopper and Pearson."""
    n, k = hits.size, int(hits.sum())
    low = float(betaincinv(k, n - k + 1, 0.05)) if k else 0.0
    high = float(betaincinv(k + 1, n - k, 0.95)) if k < n else 1.0
    return Figure(row, name, k / n, low, high, n, reach)


def average(row: str, name: str, values: NDArray[np.float64], reach: float | None = None) -> Figure:
    mean, wide = float(values.mean()), _SURE * float(values.std(ddof=1)) / values.size**0.5
    return Figure(row, name, mean, mean - wide, mean + wide, values.size, reach)


def paired_ratio(
    row: str, name: str, ours: NDArray[np.float64], theirs: NDArray[np.float64], reach: float | None = None
) -> Figure:
    """Mean of `ours` by mean of `theirs`, world by world in the same worlds (delta method)."""
    ratio = float(ours.mean() / theirs.mean())
    wide = _SURE * float((ours - ratio * theirs).std(ddof=1)) / ours.size**0.5 / float(theirs.mean())
    return Figure(row, name, ratio, ratio - wide, ratio + wide, ours.size, reach)
