"""Whether readers arrive at the variants in the shares that were published; if not, no result of the test means much.

An e-process (docs/rules/learning.md): it may be looked at after every batch, and alarms falsely in one test of a
thousand at most, over the whole test.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, inf, log

import numpy as np
from numpy.typing import NDArray

ALARM_AT = 1000.0
_PRIOR = 1000.0  # readers: how strongly the published shares are believed at first


@dataclass(frozen=True)
class ShareBatch:
    """First exposures by variant while the published shares were `shares` (by variant; they need not sum to 1).

    An hour or a day of one manifest version. Batches are given in the order of time.
    """

    shares: Mapping[str, float]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class ShareCheck:
    """`e_value`: the evidence against the published shares, the highest so far (1: none); infinite beyond all floats.

    `readers`: first exposures counted in all; `expected`, `observed`: by variant, over all batches.
    """

    e_value: float
    alarm: bool
    readers: int
    expected: Mapping[str, float]
    observed: Mapping[str, int]


def share_check(batches: Iterable[ShareBatch]) -> ShareCheck:
    """Check all batches of a test. Readers that came to a variant with share 0 are left out: late beacons of before."""
    given = list(batches)
    variants = sorted({name for batch in given for name in batch.shares})
    shape = (len(given), len(variants))
    shares = np.array([[batch.shares.get(name, 0) for name in variants] for batch in given], dtype=float).reshape(shape)
    counts = np.array([[batch.counts.get(name, 0) for name in variants] for batch in given], dtype=int).reshape(shape)
    if np.any(shares < 0) or np.any(counts < 0):
        raise ValueError("neither shares nor counts are below 0")
    counts = counts * (shares > 0)
    highest = float(max(0.0, log_evidence(shares, counts).max(initial=0.0)))
    expected = (expected_counts(shares, counts)).sum(axis=0)
    return ShareCheck(
        e_value=exp(highest) if highest < 700 else inf,
        alarm=highest >= log(ALARM_AT),
        readers=int(counts.sum()),
        expected={name: float(each) for name, each in zip(variants, expected, strict=True)},
        observed={name: int(each) for name, each in zip(variants, counts.sum(axis=0), strict=True)},
    )


def expected_counts(shares: NDArray[np.float64], counts: NDArray[np.generic]) -> NDArray[np.float64]:
    """What each batch (axis -2) would have at each variant (axis -1) by the published shares."""
    total = shares.sum(axis=-1, keepdims=True)
    published = np.divide(shares, total, out=np.zeros_like(shares), where=total > 0)
    return np.asarray(published * np.asarray(counts, dtype=float).sum(axis=-1, keepdims=True))


def log_evidence(shares: NDArray[np.float64], counts: NDArray[np.generic]) -> NDArray[np.float64]:
    """ln E after each batch: arrays of (..., batches, variants) give (..., batches). Axes before are tests apart.

    Each batch is bet on with what the batches before it showed, never with itself.
    """
    observed = np.asarray(counts, dtype=float)
    shares = np.broadcast_to(np.asarray(shares, dtype=float), observed.shape)
    expected = expected_counts(shares, observed)
    before = (np.cumsum(observed, axis=-2) - observed, np.cumsum(expected, axis=-2) - expected)
    tilt = (_PRIOR + before[0]) / (_PRIOR + before[1])
    total = shares.sum(axis=-1, keepdims=True)
    tilted = (shares * tilt).sum(axis=-1, keepdims=True)
    ratio = np.divide(tilt * total, tilted, out=np.ones_like(tilt), where=(tilted > 0) & (shares > 0))
    return np.asarray(np.cumsum((observed * np.log(ratio)).sum(axis=-1), axis=-1))
