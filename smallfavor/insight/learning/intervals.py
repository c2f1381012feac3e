"""How much one variant earns by another, true whenever it is looked at and however the shares were changed.

The "pair-share" interval of docs/rules/learning.md: money and published shares only, no count of readers. The functions
on arrays work on any number of tests at once; `compare` is for one.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import inf, log, log1p

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from smallfavor.insight.learning.arms import Aim, Arm

Floats = NDArray[np.float64]

# How early the sequence is tightest, by the information that a test of fixed length would need.
_EARLY = 8.0
_NO_INFORMATION = 1e-12


class Verdict(StrEnum):
    BETTER = "better"  # the whole interval lies above 1
    WORSE = "worse"  # the whole interval lies below 1
    ALIKE = "alike"  # whatever difference there is, it is less than the minimum effect
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Comparison:
    """What `other` earns by what `control` earns, for one reader each.

    `ratio`: best guess, None while the control has earned nothing. `low`, `high`: the interval that holds the truth at
    every moment of the test together with probability 1 - alpha_each; `high` is None while there is no upper bound yet.
    `information` and `needed`: how much is known, and how much a test of fixed length would need. `multiplier`: z*.
    """

    control: str
    other: str
    ratio: float | None
    low: float
    high: float | None
    information: float
    needed: float
    multiplier: float
    verdict: Verdict

    @property
    def safe_to_stop(self) -> bool:
        """Whether going on can't change the answer that the test was made for."""
        return self.verdict is not Verdict.UNDECIDED

    @property
    def progress(self) -> float:
        """How far the test is, 0 to 1, by information; it may end much earlier."""
        return min(1.0, self.information / self.needed)


@dataclass(frozen=True)
class PairSums:
    """A, B: what control and other earned, each weighted by the other's share; Qa, Qb: the sums of squares (arrays)."""

    a: Floats
    b: Floats
    qa: Floats
    qb: Floats


def compare(control: Arm, other: Arm, *, aim: Aim) -> Comparison:
    """Hold `other` against `control` over the versions in which both had a share."""
    sums = pair_sums_of(control, other)
    needed = information_needed(aim)
    information = information_of(sums)
    multiplier = anytime_multiplier(information, needed, aim.alpha_each)
    low, high = (float(bound) for bound in fieller_bounds(sums, multiplier))
    return Comparison(
        control=control.variant,
        other=other.variant,
        ratio=float(sums.b / sums.a) if sums.a > 0 and sums.b >= 0 else None,
        low=low,
        high=None if high == inf else high,
        information=float(information),
        needed=needed,
        multiplier=float(multiplier),
        verdict=verdict_on(low, high, aim.minimum_effect),
    )


def verdict_on(low: float, high: float, minimum_effect: float) -> Verdict:
    if low > 1:
        return Verdict.BETTER
    if high < 1:
        return Verdict.WORSE
    if low > 1 / (1 + minimum_effect) and high < 1 + minimum_effect:
        return Verdict.ALIKE
    return Verdict.UNDECIDED


def pair_sums_of(control: Arm, other: Arm) -> PairSums:
    """Sum two arms up; versions that only one of them has are left out, as nothing can be held against them."""
    pairs = [
        (control.by_version[version], other.by_version[version])
        for version in sorted(control.by_version.keys() & other.by_version.keys())
    ]
    columns = [[[getattr(gifts, name) for gifts in pair] for pair in pairs] for name in ("share", "value", "squares")]
    share, value, squares = (np.array(column, dtype=float).reshape(-1, 2) for column in columns)
    return pair_sums(share[:, 0], share[:, 1], value[:, 0], value[:, 1], squares[:, 0], squares[:, 1])


def pair_sums(
    share_a: ArrayLike, share_b: ArrayLike, value_a: ArrayLike, value_b: ArrayLike, squares_a: ArrayLike,
    squares_b: ArrayLike,
) -> PairSums:  # fmt: skip
    """Sum over versions, the last axis of every array; the axes before it are tests apart, and broadcast."""
    pa, pb = np.asarray(share_a, dtype=float), np.asarray(share_b, dtype=float)
    both = pa + pb
    # Where neither or only one was shown there is no pair: both weights, or the product of the shares, are nothing.
    weight_a = np.divide(pa, both, out=np.zeros(np.broadcast(pa, pb).shape), where=both > 0)
    weight_b = np.where(both > 0, 1 - weight_a, 0)
    paired = (pa > 0) & (pb > 0)
    weight_a, weight_b = weight_a * paired, weight_b * paired
    return PairSums(
        a=(weight_b * np.asarray(value_a)).sum(axis=-1),
        b=(weight_a * np.asarray(value_b)).sum(axis=-1),
        qa=(weight_b**2 * np.asarray(squares_a)).sum(axis=-1),
        qb=(weight_a**2 * np.asarray(squares_b)).sum(axis=-1),
    )


def information_of(sums: PairSums) -> Floats:
    """I: one by the variance of ln r, near r = 1."""
    squares = sums.qa + sums.qb
    middle = np.maximum(sums.a + sums.b, 0) / 2
    return np.divide(middle**2, squares, out=np.zeros(np.shape(squares)), where=squares > 0)


def information_needed(aim: Aim) -> float:
    """I*: what a test that is looked at once needs to find `aim.minimum_effect` with `aim.power`."""
    return float(((ndtri(1 - aim.alpha_each / 2) + ndtri(aim.power)) / log1p(aim.minimum_effect)) ** 2)


def anytime_multiplier(information: ArrayLike, needed: float, alpha: float) -> Floats:
    """z*: how many standard errors wide, valid at every moment together (normal mixture; Howard et al. 2021)."""
    x = np.maximum(_EARLY * np.asarray(information, dtype=float) / needed, _NO_INFORMATION)
    return np.sqrt((1 + x) / x * (np.log1p(x) - 2 * log(alpha)))


def fieller_bounds(sums: PairSums, multiplier: ArrayLike) -> tuple[Floats, Floats]:
    """The ratios r that B - r A does not speak against: lower bound >= 0, upper bound, which may be infinite."""
    z2 = np.asarray(multiplier, dtype=float) ** 2
    a, b, qa, qb = _with_one_gift(sums)
    of_a, of_b = a**2 - z2 * qa, b**2 - z2 * qb
    root = np.sqrt(z2 * np.maximum(a**2 * qb + b**2 * qa - z2 * qa * qb, 0))
    # The lower root is written as product of the roots by the upper one, which holds without an upper bound as well.
    low = np.divide(of_b, a * b + root, out=np.zeros(np.shape(root)), where=(of_b > 0) & (a * b + root > 0))
    high = np.divide(a * b + root, of_a, out=np.full(np.shape(root), inf), where=of_a > 0)
    return low, high


def _with_one_gift(sums: PairSums) -> tuple[Floats, Floats, Floats, Floats]:
    """The four sums, no variance below that of one usual gift: an arm without any would seem to be known exactly."""
    a, b = np.maximum(sums.a, 0), np.maximum(sums.b, 0)
    squares = sums.qa + sums.qb
    gift = np.divide(squares, a + b, out=np.zeros(np.shape(squares)), where=a + b > 0)
    return a, b, np.maximum(sums.qa, gift**2), np.maximum(sums.qb, gift**2)
