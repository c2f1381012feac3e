"""Whether a paper can learn anything from a test, and how long it would take. The interval itself: intervals.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, sqrt

from scipy.special import ndtri

from smallfavor.insight.learning.arms import Aim, Arm
from smallfavor.insight.learning.intervals import information_needed

DAYS_MAX = 90
# E[V^2]/E[V]^2 of gifts where a paper has too few of its own: as with a logarithmic spread of 1.
KAPPA_USUAL = 2.7
_GIFTS_FOR_KAPPA = 50

SOUND_DEFAULTS = (
    "Show the plea at the end of articles, from the third article that a reader reads in a month.",
    "Say first what the paper did lately that nobody else did, then ask, in the editor's own name.",
    "Offer monthly first, with three amounts and the middle one marked.",
    "Show it at most four times in 30 days, and leave readers alone for 90 days after they gave.",
    "Change the words when the news changes, not because of a figure.",
)


class Advice(StrEnum):
    TEST = "test"
    DONT_TEST = "dont_test"  # it would take too long: show a sound default instead


@dataclass(frozen=True)
class Plan:
    """`days` until a difference of the minimum effect is usually found (infinite without gifts).

    `gifts_needed`: in each arm. `findable_effect`: the least difference, as a fraction, that `DAYS_MAX` days suffice
    for; None where no sensible one does.
    """

    days: float
    advice: Advice
    gifts_needed: float
    findable_effect: float | None


def plan_days(aim: Aim, *, gifts_per_day: float, kappa: float = KAPPA_USUAL, days_max: float = DAYS_MAX) -> Plan:
    """Plan a test. `gifts_per_day`: that one arm gets (all gifts of the plea by the number of variants, if even).

    days = 2 kappa I* / gifts a day and arm.
    """
    if gifts_per_day < 0 or kappa < 1:
        raise ValueError("gifts are not below 0, and kappa is never below 1")
    gifts_needed = 2 * kappa * information_needed(aim)
    days = gifts_needed / gifts_per_day if gifts_per_day > 0 else inf
    return Plan(
        days=days,
        advice=Advice.TEST if days <= days_max else Advice.DONT_TEST,
        gifts_needed=gifts_needed,
        findable_effect=_findable_effect(aim, gifts_per_day * days_max, kappa),
    )


def kappa_of(arms: Sequence[Arm]) -> float:
    """kappa = E[V^2]/E[V]^2 of the gifts so far; the usual one where they are fewer than 50."""
    count, value = sum(arm.count for arm in arms), sum(arm.value for arm in arms)
    if count < _GIFTS_FOR_KAPPA or value <= 0:
        return KAPPA_USUAL
    return max(1.0, count * sum(arm.squares for arm in arms) / value**2)


def _findable_effect(aim: Aim, gifts: float, kappa: float) -> float | None:
    """The same equation solved for the effect; a plea that must earn more than thrice as much is no plan."""
    if gifts <= 0:
        return None
    log_effect = float(ndtri(1 - aim.alpha_each / 2) + ndtri(aim.power)) * sqrt(2 * kappa / gifts)
    return exp(log_effect) - 1 if log_effect < 1.1 else None
