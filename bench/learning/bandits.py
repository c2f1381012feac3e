"""Shares that follow the money: what they cost, against the Guardian's and even ones, and whether results stay true."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.learning.figures import Figure, average, paired_ratio, proportion
from bench.learning.looking import EFFECT, chunks, first_day, said
from bench.learning.peers import guardian_shares_cost, regret_of
from bench.learning.worlds import CONVERSION, DAYS, Floats, draw_gifts, shocks
from smallfavor.insight.learning.arms import Aim
from smallfavor.insight.learning.bandit import CONTROL_FLOOR, shares_from
from smallfavor.insight.learning.intervals import pair_sums

VARIANTS = 5
READERS = 200_000
LATE = 0.2
RANDOM_SD = 0.1
_CHUNK = 1000
# Over all variants together: the most that our regret may be, by the Guardian's.
REACHES = {
    ("200k", "one_winner"): 0.65,
    ("200k", "random"): 0.65,
    ("20k", "one_winner"): 1.0,
    ("20k", "random"): 1.0,
}


@dataclass(frozen=True)
class Course:
    """Of one bandit over 60 days: `regret` by world, and what the product said of each variant every evening.

    `better`, `worse`: (worlds, days), whether any other variant was told to be so; `winner`: whether the second was
    told to be better. `pooled`: what a z-test of all money by all readers would have said of any.
    """

    regret: Floats
    better: NDArray[np.bool_]
    worse: NDArray[np.bool_]
    winner: NDArray[np.bool_]
    pooled: NDArray[np.bool_]


def regret(seed: int, worlds: int) -> list[Figure]:
    """Five variants, a fifth of the gifts a day late; all kinds of shares in the same worlds."""
    figures = []
    for number, ((label, kind), reach) in enumerate(REACHES.items()):
        readers = {"200k": READERS, "20k": READERS // 10}[label]
        even, ours, theirs = [], [], []
        for rng, size in chunks([seed, 3, number], worlds, _CHUNK):
            earning, news = _earning(rng, size, kind), shocks(rng, size)
            even.append(regret_of(np.full(earning.shape, 1 / VARIANTS), earning))
            ours.append(_course(rng, earning, news, readers=readers, floor=0.0).regret)
            theirs.append(guardian_shares_cost(rng, earning, news, readers=readers, sigma=1.0, late=LATE))
        name = f"regret_{label}_{kind}"
        own, peer = np.concatenate(ours), np.concatenate(theirs)
        figures += [
            paired_ratio("regret", f"{name}_by_guardian", own, peer, reach),
            average("regret", name, own),
            average("regret", f"{name}_guardian", peer),
            average("regret", f"{name}_even", np.concatenate(even)),
        ]
    return figures


def control(seed: int, worlds: int) -> list[Figure]:
    """The bandit with a control of 20 % at least: false alarms, days until +15 % is found, regret."""
    same, winning = [], []
    for rng, size in chunks([seed, 4], worlds, _CHUNK):
        earning = np.ones((size, VARIANTS))
        same.append(_course(rng, earning, shocks(rng, size), readers=READERS, floor=CONTROL_FLOOR))
    # Days vary much from world to world, and what is to be reached is near.
    for rng, size in chunks([seed, 5], 8 * worlds, _CHUNK):
        earning = _earning(rng, size, "one_winner")
        winning.append(_course(rng, earning, shocks(rng, size), readers=READERS, floor=CONTROL_FLOOR))
    alarms = np.concatenate([(each.better | each.worse).any(axis=1) for each in same])
    pooled = np.concatenate([each.pooled.any(axis=1) for each in same])
    days = np.concatenate([first_day(each.winner) for each in winning])
    cost = np.concatenate([each.regret for each in winning])
    return [
        proportion("control", "control_false_alarms", alarms, 0.05),
        proportion("control", "control_false_alarms_pooled_z", pooled),
        average("control", "control_days_to_detect", days, 20.0),
        average("control", "control_regret", cost, 0.038),
    ]


def _earning(rng: np.random.Generator, worlds: int, kind: str) -> Floats:
    """What each variant earns a reader, by the usual: one that earns 15 % more, or all at random."""
    if kind == "random":
        return np.asarray(np.exp(rng.normal(0, RANDOM_SD, (worlds, VARIANTS))))
    earning = np.ones((worlds, VARIANTS))
    earning[:, 1] = EFFECT
    return earning


def _course(rng: np.random.Generator, earning: Floats, news: Floats, *, readers: int, floor: float) -> Course:
    """Sixty days with new shares every night; late gifts are known a day later, and count for their version's day."""
    shape = (earning.shape[0], DAYS, VARIANTS)
    shares, value, squares = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    flags = [np.zeros(shape[:2], dtype=bool) for _ in range(4)]
    lost = np.zeros(shape[0])
    share = np.full(earning.shape, 1 / VARIANTS)
    late = None
    for day in range(DAYS):
        expected = readers * CONVERSION * share * earning * news[:, day, None]
        gifts = draw_gifts(rng, np.stack([expected * (1 - LATE), expected * LATE]), 1.0)
        shares[:, day], value[:, day], squares[:, day] = share, gifts.capped[0], gifts.capped_squares[0]
        if late is not None:
            value[:, day - 1] += late[0]
            squares[:, day - 1] += late[1]
        late = (gifts.capped[1], gifts.capped_squares[1])
        lost += news[:, day] * regret_of(share, earning)
        known = (shares[:, : day + 1], value[:, : day + 1], squares[:, : day + 1])
        if floor:
            for flag, now in zip(flags, _evening(*known), strict=True):
                flag[:, day] = now
        share = shares_from(*known, control=0, control_floor=floor)
    return Course(lost / news.sum(axis=1), *flags)


def _evening(shares: Floats, value: Floats, squares: Floats) -> list[NDArray[np.bool_]]:
    """better, worse, winner, pooled by world, of everything known so far."""
    first = (slice(None), slice(None), slice(0, 1))
    columns = [np.swapaxes(each, -1, -2) for each in (shares, value, squares)]
    control = [np.swapaxes(each[first], -1, -2) for each in (shares, value, squares)]
    p, s, q = columns
    sums = pair_sums(control[0], p[:, 1:], control[1], s[:, 1:], control[2], q[:, 1:])
    better, worse = said(sums, Aim(variants=VARIANTS))
    mean, error = s.sum(axis=-1) / p.sum(axis=-1), np.sqrt(q.sum(axis=-1)) / p.sum(axis=-1)
    pooled = np.abs(mean[:, 1:] - mean[:, :1]) > 1.96 * np.hypot(error[:, 1:], error[:, :1])
    return [better.any(axis=1), worse.any(axis=1), better[:, 0], pooled.any(axis=1)]
