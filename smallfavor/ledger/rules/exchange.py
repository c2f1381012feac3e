"""What money in other currencies is worth in the base currency, and what changing rates make of it.

In prose, with a worked table: docs/rules/exchange.md. Not here: loading rates (actions/load_rates.py).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from smallfavor.core.money import exponent

OLDEST_RATE = timedelta(days=7)  # Easter and a new year are shorter; more is a gap and not a holiday


class RateMissing(Exception):
    """Raised when no rate of a currency is near enough to a day. Nothing is guessed."""

    code = "rate_missing"

    def __init__(self, currency: str, day: date) -> None:
        super().__init__(f"no rate of {currency} within {OLDEST_RATE.days} days up to {day}")
        self.currency, self.day = currency, day


class RateTable:
    """Dated rates of one base currency: {currency: [(day, worth), ...]}, what one unit is worth in the base."""

    def __init__(self, base: str, rows: Mapping[str, Iterable[tuple[date, Decimal]]]) -> None:
        self.base = base
        self._rows = {currency: sorted(pairs) for currency, pairs in rows.items()}

    def worth(self, currency: str, day: date) -> Decimal:
        """Of one unit, by the latest rate on or before `day`.

        Raises RateMissing when there is none, or when it is older than seven days.
        """
        if currency == self.base:
            return Decimal(1)
        pairs = self._rows.get(currency, [])
        at = bisect_right(pairs, day, key=lambda pair: pair[0])
        if at == 0 or day - pairs[at - 1][0] > OLDEST_RATE:
            raise RateMissing(currency, day)
        return pairs[at - 1][1]

    def value(self, minor: int, currency: str, day: date) -> Decimal:
        """What `minor` units of `currency` are worth on `day`, in minor units of the base, not rounded."""
        return (minor * self.worth(currency, day)).scaleb(exponent(self.base) - exponent(currency))


@dataclass(frozen=True)
class Movement:
    """What one day brought to accounts of one currency: debit less credit, in minor units.

    `held`: money that is held or owed (assets, liabilities). Else it went through the clearing account for conversions.
    """

    day: date
    currency: str
    minor: int
    held: bool


def exchange_difference_minor(movements: Sequence[Movement], *, at: date, rates: RateTable) -> int:
    """Everything that changing rates have brought (above zero) or cost from the first entry to the end of `at`.

    In minor units of the base. What is held now, at the day's rates, less what it was worth as it came and went;
    less what conversions gave away beyond what they brought, each at its own day's rates.

    Raises RateMissing.
    """
    total, held = Decimal(0), defaultdict[str, int](int)
    for movement in movements:
        total -= rates.value(movement.minor, movement.currency, movement.day)
        if movement.held:
            held[movement.currency] += movement.minor
    for currency, minor in held.items():
        if minor:
            total += rates.value(minor, currency, at)
    return round_minor(total)


def round_minor(value: Decimal) -> int:
    """To whole minor units, halves to the even one."""
    return int(value.to_integral_value(ROUND_HALF_EVEN))
