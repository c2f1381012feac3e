"""What a campaign's ticker shows of what was raised. Pure.

Not here: counting gifts (queries/campaign_totals.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from smallfavor.ledger.rules.exchange import RateMissing, RateTable, round_minor

#: Fewer people than this are not shown: the sum would tell what one of them gave. And the sum moves on only by as many
#: gifts at a time, so that whoever watches it can't tell a single gift either.
CROWD = 5


@dataclass(frozen=True)
class DayOfGifts:
    """Gifts of one day in one currency, what went back of them taken off. `minor` units."""

    day: date
    currency: str
    minor: int
    gifts: int


@dataclass(frozen=True)
class Raised:
    """`minor` units of the campaign's currency; `without_rate` gifts are not in it: {currency: how many}."""

    minor: int
    gifts: int
    people: int
    without_rate: dict[str, int] = field(default_factory=dict)

    @property
    def is_shown(self) -> bool:
        return self.people >= CROWD and self.minor > 0


def raised(days: Iterable[DayOfGifts], *, people: int, currency: str, rates: RateTable) -> Raised:
    """Add up in `currency`, each day's gifts at that day's rates. What has no near rate is left out and named."""
    total, gifts, missing = Decimal(0), 0, dict[str, int]()
    for each in days:
        try:
            total += in_currency(each, currency, rates)
        except RateMissing:
            missing[each.currency] = missing.get(each.currency, 0) + each.gifts
        else:
            gifts += each.gifts
    return Raised(round_minor(total), gifts, people, missing)


def in_currency(gifts: DayOfGifts, currency: str, rates: RateTable) -> Decimal:
    """Minor units of `currency`, over the base currency of the rates. Raises RateMissing."""
    if gifts.currency == currency:
        return Decimal(gifts.minor)
    one = rates.value(1, currency, gifts.day)  # what one minor unit of `currency` is worth in the base
    return rates.value(gifts.minor, gifts.currency, gifts.day) / one
