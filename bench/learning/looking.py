"""Tests of two variants in equal shares, looked at daily or hourly: false alarms, and days until one is found."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.learning.figures import Figure, average, proportion
from bench.learning.peers import growthbook_alarm, naive_alarm
from bench.learning.worlds import CONVERSION, DAYS, HOURS, Floats, draw_gifts, shocks
from smallfavor.insight.learning.arms import Aim
from smallfavor.insight.learning.intervals import (
    PairSums,
    anytime_multiplier,
    fieller_bounds,
    information_needed,
    information_of,
    pair_sums,
)

READERS = {"200k": 200_000, "5k": 5_000, "1k": 1_000}
SIGMAS = (1.0, 1.5)
EFFECT = 1.15
_CHUNK = 200


@dataclass(frozen=True)
class Looks:
    """By world and look: whether the product says better or worse, and what peers would say."""

    better: NDArray[np.bool_]
    worse: NDArray[np.bool_]
    naive: NDArray[np.bool_]
    growthbook: NDArray[np.bool_]


def false_alarms(seed: int, worlds: int) -> list[Figure]:
    """Two variants that earn the same, over 60 days."""
    figures = []
    for number, (label, readers) in enumerate(READERS.items()):
        for sigma in SIGMAS:
            alarms: dict[str, list[NDArray[np.bool_]]] = {}
            for rng, size in chunks([seed, 1, number, int(10 * sigma)], worlds):
                for kind, looks in _looked(rng, size, readers=readers, sigma=sigma, per_day=HOURS, effect=1).items():
                    for often, at in (("daily", slice(HOURS - 1, None, HOURS)), ("hourly", slice(None))):
                        found = (looks.better | looks.worse)[:, at].any(axis=1)
                        alarms.setdefault(f"{often} {kind}", []).append(found)
                        alarms.setdefault(f"{often} {kind} naive_z", []).append(looks.naive[:, at].any(axis=1))
                        gb = looks.growthbook[:, at].any(axis=1)
                        alarms.setdefault(f"{often} {kind} growthbook", []).append(gb)
            for name, found in alarms.items():
                peer = name.count(" ") > 1
                figure = f"false_alarms_{label}_sigma_{sigma:g}_{name.replace(' ', '_')}"
                figures.append(proportion("false_alarms", figure, np.concatenate(found), None if peer else 0.05))
    return figures


def detection(seed: int, worlds: int) -> list[Figure]:
    """One variant earns 15 % more, 200,000 readers a day each: days until the product says so, looked at daily."""
    reaches = {"uncapped": 7.0, "capped": 5.2}
    days: dict[str, list[Floats]] = {}
    for rng, size in chunks([seed, 2], 5 * worlds):
        looked = _looked(rng, size, readers=READERS["200k"], sigma=1.0, per_day=1, effect=EFFECT)
        for kind, looks in looked.items():
            days.setdefault(kind, []).append(first_day(looks.better))
            days.setdefault(f"{kind}_growthbook", []).append(first_day(looks.growthbook))
    return [
        average("detection", f"days_to_detect_{kind}", np.concatenate(found), reaches.get(kind))
        for kind, found in days.items()
    ]


def first_day(found: NDArray[np.bool_]) -> Floats:
    """The first day (1, 2, ...) of each world on which it was found; the last one where it never was."""
    return np.where(found.any(axis=1), found.argmax(axis=1) + 1, found.shape[1]).astype(float)


def chunks(seeds: list[int], worlds: int, size: int = _CHUNK) -> Iterator[tuple[np.random.Generator, int]]:
    """Worlds in portions that fit the memory, each with dice of its own."""
    for number, start in enumerate(range(0, worlds, size)):
        yield np.random.default_rng([*seeds, number]), min(size, worlds - start)


def said(sums: PairSums, aim: Aim) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """What the product says of many tests: whether the other is better, whether it is worse."""
    multiplier = anytime_multiplier(information_of(sums), information_needed(aim), aim.alpha_each)
    low, high = fieller_bounds(sums, multiplier)
    return low > 1, high < 1


def _looked(
    rng: np.random.Generator, worlds: int, *, readers: int, sigma: float, per_day: int, effect: float
) -> dict[str, Looks]:
    news = np.repeat(shocks(rng, worlds), per_day, axis=1)[..., None]
    gifts = draw_gifts(rng, readers / per_day * CONVERSION * news * np.array([1.0, effect]), sigma)
    half = np.array([0.5])
    seen = np.arange(1, DAYS * per_day + 1) * (2 * readers / per_day)
    result = {}
    for kind in ("uncapped", "capped"):
        # The shares stand still, so that all looks are at one version, which goes on growing.
        value, squares = (np.cumsum(each, axis=1) for each in gifts.of(kind == "capped"))
        columns = (value[..., :1], value[..., 1:], squares[..., :1], squares[..., 1:])
        sums = pair_sums(half, half, *columns)
        better, worse = said(sums, Aim())
        whole = PairSums(2 * sums.a, 2 * sums.b, 4 * sums.qa, 4 * sums.qb)
        result[kind] = Looks(better, worse, naive_alarm(sums), growthbook_alarm(whole, seen))
    return result
