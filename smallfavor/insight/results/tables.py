"""The numbers of a plea's page as tables, for the page and for CSV alike.

Not here: the table itself (insight/tables.py).
"""

from collections.abc import Sequence

from babel.core import Locale
from babel.dates import format_date

from smallfavor.core.money import Money
from smallfavor.insight.learning.intervals import Comparison
from smallfavor.insight.results.found import Found, Place, Wording
from smallfavor.insight.results.history import DayOfTest
from smallfavor.insight.results.words import LOCALE, amount_words, percent
from smallfavor.insight.tables import Table

PLACES_SHOWN = 12
NONE = "–"


def wordings_table(found: Found) -> Table:
    """One row a wording."""
    currency = found.worth.currency
    against = {each.other: each for each in found.comparisons}
    header = (
        "Wording", "Share now", "Readers", "Seen", "Followed", "Form", "Gifts", "Every month", "Dismissed",
        "Given back", "Paid", "Value", "Value, uncapped", "By 1,000 seen", "Against the first",
    )  # fmt: skip
    rows, plain = [], []
    for each in found.wordings:
        counts, gifts = each.counts, each.gifts
        numbers = (
            counts.exposed, counts.impressions, counts.clicks, counts.forms, gifts.gifts, gifts.monthly,
            counts.dismissals, gifts.returned,
        )  # fmt: skip
        amounts = (gifts.paid, gifts.value, gifts.uncapped)
        rows.append((
            each.slug, f"{round(100 * each.share)} %", *(f"{number:,}" for number in numbers),
            *(amount_words(amount, currency) for amount in amounts), _by_thousand(each, currency),
            _against(each, against.get(each.slug)),
        ))  # fmt: skip
        plain.append((
            each.slug, f"{each.share:.4f}", *map(str, numbers), *(plain_amount(amount, currency) for amount in amounts),
            "" if each.per_thousand is None else plain_amount(each.per_thousand, currency),
            _bounds(against.get(each.slug)),
        ))  # fmt: skip
    return Table(header, tuple(rows), tuple(plain))


def days_table(points: Sequence[DayOfTest]) -> Table:
    """One comparison day by day, newest first; the interval of each day holds at that day and at every other."""
    header = ("Day", "Difference", "At least", "At most")
    rows = [
        (format_date(each.day, "d MMM y", locale=LOCALE), *(_signed(x) for x in (each.ratio, each.low, each.high)))
        for each in reversed(points)
    ]
    plain = [
        (each.day.isoformat(), *("" if x is None else f"{x:.4f}" for x in (each.ratio, each.low, each.high)))
        for each in reversed(points)
    ]
    return Table(header, tuple(rows), tuple(plain))


def places_table(found: Found) -> Table:
    """One row a country and wording, the countries where it was seen most first; the CSV has all of them."""
    currency = found.worth.currency
    header = ("Country", "Wording", "Seen", "Followed", "Form", "Gifts", "Value", "By 1,000 seen")
    rows, plain = [], []
    for number, place in enumerate(found.places):
        for each in found.wordings:
            if each.slug not in place.counts and each.slug not in place.gifts:
                continue
            numbers, value, thousand = _of_place(place, each.slug)
            plain.append((
                place.country, each.slug, *map(str, numbers), plain_amount(value, currency),
                "" if thousand is None else plain_amount(thousand, currency),
            ))  # fmt: skip
            if number < PLACES_SHOWN:
                rows.append((
                    country_words(place.country), each.slug, *(f"{one:,}" for one in numbers),
                    amount_words(value, currency), NONE if thousand is None else amount_words(thousand, currency),
                ))  # fmt: skip
    return Table(header, tuple(rows), tuple(plain))


def country_words(code: str) -> str:
    return str(Locale(LOCALE).territories.get(code, code)) if code else "Not known"


def _of_place(place: Place, slug: str) -> tuple[tuple[int, ...], float, float | None]:
    counts, gifts = place.counts.get(slug), place.gifts.get(slug)
    seen = (counts.impressions, counts.clicks, counts.forms) if counts else (0, 0, 0)
    return (*seen, gifts.gifts if gifts else 0), gifts.value if gifts else 0.0, place.per_thousand(slug)


def _by_thousand(each: Wording, currency: str) -> str:
    return NONE if each.per_thousand is None else amount_words(each.per_thousand, currency)


def _against(each: Wording, comparison: Comparison | None) -> str:
    if each.is_control or comparison is None or comparison.ratio is None:
        return NONE
    high = "?" if comparison.high is None else _signed(comparison.high)
    return f"{_signed(comparison.low)} to {high}"


def _bounds(comparison: Comparison | None) -> str:
    if comparison is None:
        return ""
    return f"{comparison.low:.4f} to {'' if comparison.high is None else f'{comparison.high:.4f}'}"


def _signed(ratio: float | None) -> str:
    """“+4 %”, “−3 %”, “0 %”; a bound that there is not yet as a dash."""
    if ratio is None:
        return NONE
    words = percent(abs(ratio - 1))
    return words if words.startswith("0.0") else f"{'+' if ratio > 1 else '−'}{words}"


def plain_amount(minor: float, currency: str) -> str:
    return str(Money(round(minor), currency).major)
