"""Countries, their currencies and their time zones, from Unicode's CLDR data. Pure."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import cache

from babel.core import get_global


@cache
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    """Old names too: browsers still say Asia/Calcutta and Europe/Kiev."""
    found: dict[str, set[str]] = defaultdict(set)
    territories: dict[str, str] = dict(get_global("zone_territories"))
    for zone, country in territories.items():
        found[country].add(zone)
    for old, new in get_global("zone_aliases").items():
        if new in territories:
            found[territories[new]].add(old)
    return {country: tuple(sorted(zones)) for country, zones in found.items()}


def zones_of(countries: Collection[str]) -> dict[str, str]:
    """Zone to country, for these countries alone, sorted."""
    by_country = _zones_by_country()
    pairs = ((zone, country) for country in countries for zone in by_country.get(country, ()))
    return dict(sorted(pairs))


@cache
def _countries() -> frozenset[str]:
    return frozenset(code for code in get_global("territory_currencies") if len(code) == 2) | _zones_by_country().keys()


def is_country(code: str) -> bool:
    """True for the two letters of a country that has a currency or a time zone."""
    return code in _countries()


def countries_of(currency: str, on: date) -> tuple[str, ...]:
    """The countries whose first legal tender on that day is `currency`, sorted."""
    return tuple(
        sorted(
            country
            for country, history in get_global("territory_currencies").items()
            if len(country) == 2 and _current(history, on) == currency
        )
    )


def _current(
    history: list[tuple[str, tuple[int, int, int] | None, tuple[int, int, int] | None, bool]], on: date
) -> str:
    day = (on.year, on.month, on.day)
    for code, start, end, tender in history:
        if tender and (start is None or start <= day) and (end is None or day <= end):
            return code
    return ""
