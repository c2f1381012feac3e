"""The next shares of an appeal's variants, from what they earned: more for those that are likely to be the best.

Thompson sampling without dice, so that the manifest comes out the same wherever it is made. docs/rules/learning.md.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from smallfavor.insight.learning.arms import Arm

Floats = NDArray[np.float64]

CONTROL_FLOOR = 0.2
_FLOOR_MAX = 0.9
_PRIOR_SD = 0.12  # of ln r: pleas of one paper seldom differ by more than a quarter
_BOLDNESS = 0.7  # by which the posterior's spread is taken narrower than it is
_MIXING = 0.03  # spread evenly over all variants, whatever they earned
_NEWTON_STEPS = 6
_STEP_MAX = 0.7
_GIFTS_MAX = 1e9
_TOTAL_MIN = 1e-9  # less was not given, in no currency
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(32)
_DIGITS = 4


def next_shares(history: Sequence[Arm], *, control: str, control_floor: float = CONTROL_FLOOR) -> dict[str, float]:
    """Shares by variant for the next version of the manifest: they sum to 1, four digits each.

    `history`: every variant that is to have a share, with what it earned in each version so far (nothing is well).
    `control` never gets less than `control_floor`, so that the test beside goes on. A version in which shares stood
    still cancels the news of its days; a late gift counts for the version in its link.
    Raises ValueError without variants, for a strange control, or for a floor outside 0 to 0.9.
    """
    names = [arm.variant for arm in history]
    if control not in names or len(set(names)) != len(names):
        raise ValueError("the control is one of the variants, and each is named once")
    if not 0 <= control_floor <= _FLOOR_MAX:
        raise ValueError("the floor lies between 0 and 0.9")
    if len(names) == 1:
        return {control: 1.0}
    versions = sorted({version for arm in history for version in arm.by_version})
    cells = [[arm.by_version.get(version) for arm in history] for version in versions]
    columns = [
        np.array([[getattr(cell, name) if cell else 0.0 for cell in row] for row in cells]).reshape(-1, len(names))
        for name in ("share", "value", "squares")
    ]
    exact = shares_from(*columns, control=names.index(control), control_floor=control_floor)
    return dict(zip(names, _rounded(exact), strict=True))


def shares_from(shares: Floats, value: Floats, squares: Floats, *, control: int, control_floor: float) -> Floats:
    """Next shares from arrays of (..., versions, variants), giving (..., variants). Axes before are tests apart."""
    mean, sd = log_ratios(shares, value, squares)
    likely = chance_best(mean, _BOLDNESS * sd)
    kept = np.maximum(likely[..., control], control_floor / (1 - _MIXING))
    rest = (1 - kept) / np.maximum(1 - likely[..., control], 1e-12)
    likely = likely * rest[..., None]
    likely[..., control] = kept
    return np.asarray((1 - _MIXING) * likely + _MIXING / likely.shape[-1])


def log_ratios(shares: Floats, value: Floats, squares: Floats) -> tuple[Floats, Floats]:
    """Posterior means and spreads of ln r by variant, up to a constant common to all of them.

    What a version earned is divided among its variants as share times r, whatever the news of its days were; the spread
    of gifts (pooled) says how much that is worth; the prior is N(0, 0.12^2) for each.
    """
    value, squares = np.maximum(value, 0) * (shares > 0), squares * (shares > 0)
    total = value.sum(axis=(-2, -1))
    gift = np.divide(squares.sum(axis=(-2, -1)), total, out=np.ones(np.shape(total)), where=total > _TOTAL_MIN)
    # As if at most a thousand million gifts: beyond that the prior would be lost in the rounding of floats.
    gift = np.maximum(gift, total / _GIFTS_MAX)[..., None]
    earned, per_version = value.sum(axis=-2), value.sum(axis=-1)
    precision = 1 / _PRIOR_SD**2
    theta = np.zeros(earned.shape)
    expected = np.zeros(earned.shape)
    for _ in range(_NEWTON_STEPS):
        parts = shares * np.exp(theta)[..., None, :]
        norm = parts.sum(axis=-1, keepdims=True)
        parts = np.divide(parts, norm, out=np.zeros(parts.shape), where=norm > 0)
        weighted = parts * per_version[..., None]
        expected = weighted.sum(axis=-2)
        slope = (earned - expected) / gift - precision * theta
        bend = -np.swapaxes(weighted, -1, -2) @ parts / gift[..., None]
        diagonal = np.einsum("...ii->...i", bend)
        diagonal += expected / gift + precision
        step = np.linalg.solve(bend, slope[..., None])[..., 0]
        theta = theta + np.clip(step, -_STEP_MAX, _STEP_MAX)
    return theta, 1 / np.sqrt(expected / gift + precision)


def chance_best(mean: Floats, sd: Floats) -> Floats:
    """The chance of each (last axis) to be the greatest of independent normal values, by 32-node quadrature."""
    points = mean[..., :, None] + sd[..., :, None] * _NODES  # (..., variants, nodes)
    chances = np.empty(mean.shape)
    for k in range(mean.shape[-1]):
        others = [j for j in range(mean.shape[-1]) if j != k]
        below = ndtr((points[..., k, None, :] - mean[..., others, None]) / sd[..., others, None])
        chances[..., k] = below.prod(axis=-2) @ _WEIGHTS
    return np.asarray(chances / chances.sum(axis=-1, keepdims=True))


def _rounded(shares: Floats) -> list[float]:
    """Four digits each, and exactly 1 together: the largest share takes what rounding left."""
    units = np.round(shares * 10**_DIGITS).astype(int)
    units[int(np.argmax(shares))] += 10**_DIGITS - int(units.sum())
    return [int(each) / 10**_DIGITS for each in units]
