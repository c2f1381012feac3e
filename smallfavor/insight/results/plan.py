"""What a test of a plea could find out, and in how many days, by the paper's own gifts.

Not here: the formula (insight/learning/planner.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, inf, isfinite

from smallfavor.appeals.models import Appeal
from smallfavor.insight.learning.arms import Aim, Arm, Gifts
from smallfavor.insight.learning.planner import DAYS_MAX, SOUND_DEFAULTS, Advice, Plan, kappa_of, plan_days
from smallfavor.insight.results.found import usual_worth
from smallfavor.insight.results.gifts import GiftSums, Window, Worth, gift_sums
from smallfavor.insight.results.words import percent

PACE_DAYS = 28
LEAST_DAYS = 7
KAPPA_DAYS = 90
EFFECTS = (0.05, 0.10, 0.15, 0.20, 0.30, 0.50)
USUAL_EFFECT = 0.15


@dataclass(frozen=True)
class Pace:
    """Gifts a day of a plea, and how uneven the paper's gifts are (E[V^2]/E[V]^2). `own`: by this plea itself."""

    gifts_per_day: float
    kappa: float
    own: bool


@dataclass(frozen=True)
class Outlook:
    """What is expected of a test, in words. `rows`: (difference, days) to choose from."""

    plan: Plan
    pace: Pace
    sentences: Sequence[str]
    rows: Sequence[tuple[str, str]]
    defaults: Sequence[str]

    @property
    def is_too_small(self) -> bool:
        return self.plan.advice is Advice.DONT_TEST


def pace_of(appeal: Appeal, *, worth: Worth, now: datetime) -> Pace:
    """By the plea's own gifts of the last four weeks; before it has any, by those of all pleas in its place."""
    days = float(PACE_DAYS)
    first = appeal.revisions.order_by("number").values_list("published_at", flat=True).first()
    if first is not None:
        days = min(days, max(float(LEAST_DAYS), (now - first) / timedelta(days=1)))
    own = _sums([appeal.slug], days, worth, now).gifts
    beside = Appeal.objects.filter(placement=appeal.placement).values_list("slug", flat=True)
    gifts = own or _sums(beside, days, worth, now).gifts
    everything = _sums(Appeal.objects.values_list("slug", flat=True), KAPPA_DAYS, worth, now)
    arm = Arm("all", {"all": Gifts(1.0, everything.value, everything.squares, everything.gifts)})
    return Pace(gifts_per_day=gifts / days, kappa=kappa_of([arm]), own=bool(own))


def outlook(appeal: Appeal, *, variants: int, minimum_effect: float, now: datetime) -> Outlook:
    """The plan of a test of `variants` wordings, for people."""
    pace = pace_of(appeal, worth=usual_worth(now), now=now)
    plan = _plan(pace, variants, minimum_effect)
    rows = [(percent(effect), days_words(_plan(pace, variants, effect).days)) for effect in EFFECTS]
    return Outlook(plan, pace, _sentences(plan, pace, minimum_effect), rows, SOUND_DEFAULTS)


def days_words(days: float) -> str:
    """“about 23 days”, “about 2 years”, “never, at this pace”."""
    if not isfinite(days):
        return "never, at this pace"
    if days >= 2 * 365:
        return f"about {round(days / 365)} years"
    if days > 120:
        return f"about {round(days / 30.4)} months"
    whole = max(1, ceil(days))
    return "about 1 day" if whole == 1 else f"about {whole} days"


def _plan(pace: Pace, variants: int, minimum_effect: float) -> Plan:
    aim = Aim(minimum_effect=minimum_effect, variants=variants)
    return plan_days(aim, gifts_per_day=pace.gifts_per_day / variants, kappa=pace.kappa)


def _sentences(plan: Plan, pace: Pace, effect: float) -> list[str]:
    gifts = _gifts_words(pace.gifts_per_day)
    whose = "This plea brings" if pace.own else "This plea has no gifts yet; all pleas in its place together bring"
    if plan.advice is Advice.TEST:
        return [
            f"{whose} {gifts} a day. A difference of {percent(effect)} usually shows in {days_words(plan.days)}; "
            "a larger one sooner."
        ]
    long = "longer than anybody waits" if plan.days == inf else days_words(plan.days)
    found = (
        f"In {DAYS_MAX} days only a difference of {percent(plan.findable_effect)} or more would show."
        if plan.findable_effect is not None
        else f"In {DAYS_MAX} days no difference that wordings usually make would show."
    )
    return [
        f"{whose} {gifts} a day. Each of them counts; but they are too few to tell which wording earns more: to find "
        f"{percent(effect)} would take {long}, and "
        "until then chance speaks louder than the words.",
        f"{found} So we advise not to test, and to do instead what has worked for many papers:",
    ]


def _gifts_words(per_day: float) -> str:
    if per_day <= 0:
        return "no gifts"
    shown = f"{per_day:,.0f}" if per_day >= 10 else f"{per_day:.1f}"
    return f"about {shown} gifts" if shown != "1.0" else "about 1 gift"


def _sums(appeals: Iterable[str], days: float, worth: Worth, now: datetime) -> GiftSums:
    window = Window(now - timedelta(days=days), now)
    found = gift_sums(appeals, by=("appeal",), window=window, worth=worth)
    return sum(found.values(), GiftSums())
