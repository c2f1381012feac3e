"""What a gift is worth to the paper in its first year: V. Amounts are in minor units of the base currency, as numbers.

Not here: exchange to the base currency, and reading payments; the callers do that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MONTHS = 12
CAP_MINOR = 250_00
# Until the ledger knows better: 90 of 100 monthly payments are followed by another; as strong as twenty observed ones.
_USUAL_RETENTION = 0.9
_USUAL_WEIGHT = 20.0


@dataclass(frozen=True)
class Renewals:
    """The k-th renewals of monthly pledges: how many were `due` so far, and how many of these were `paid`."""

    due: int
    paid: int

    def __post_init__(self) -> None:
        if not 0 <= self.paid <= self.due:
            raise ValueError("of the renewals that were due, some were paid")


def months_expected(renewals: Sequence[Renewals]) -> float:
    """How many of its first twelve months a monthly pledge pays, on average: between 1 and 12.

    `renewals[k - 1]` are the k-th ones, of pledges that had paid all before; what is missing or rare leans on the usual
    retention (Kaplan-Meier, each step smoothed). Frozen when a test starts, so that V does not move under it.
    """
    alive, months = 1.0, 1.0
    for k in range(MONTHS - 1):
        step = renewals[k] if k < len(renewals) else Renewals(0, 0)
        alive *= (step.paid + _USUAL_RETENTION * _USUAL_WEIGHT) / (step.due + _USUAL_WEIGHT)
        months += alive
    return months


def gift_value(
    *, amount_minor: float, interval: str, months_expected: float, refunded_minor: float = 0.0, cap_minor: float | None
) -> float:
    """V of one gift: once, or the first payment of a pledge (`interval`: once, monthly, yearly).

    What was returned of that payment lessens V in proportion: money given back in full is worth nothing, and neither
    are the months that were hoped for. `cap_minor` None: uncapped.
    Raises ValueError for another interval, an amount that is not above 0, or months outside 1 to 12.
    """
    if interval not in {"once", "monthly", "yearly"}:
        raise ValueError("a gift is given once, monthly or yearly")
    if amount_minor <= 0 or not 1 <= months_expected <= MONTHS:
        raise ValueError("a gift has an amount, and a pledge pays 1 to 12 months")
    times = months_expected if interval == "monthly" else 1.0
    kept = max(0.0, 1 - refunded_minor / amount_minor)
    value = amount_minor * times * kept
    return value if cap_minor is None else min(value, cap_minor)


def value_per_thousand(value: float, impressions: int) -> float | None:
    """Shown beside a result, never tested; None without impressions."""
    return 1000 * value / impressions if impressions > 0 else None
