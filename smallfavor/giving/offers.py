"""What suits a reader: the currency of their country, else of their clock's zone, else the paper's first; ways to pay.

Not here: limits and presets (payments.queries).
"""

from functools import lru_cache

from babel.core import get_global
from babel.numbers import get_territory_currencies
from django.conf import settings

from smallfavor.core.clock import utcnow
from smallfavor.payments.queries import OfferedMethod, all_limits, most_used, ways_to_pay

INTERVALS = ("once", "monthly", "yearly")


def country_of(country: str, zone: str) -> str:
    """The reader's country (two letters): what the link says, else where that time zone is; "" when unknown."""
    if len(country) == 2 and country.isascii() and country.isalpha():
        return country.upper()
    return _country_of_zone(zone)


def currency_for(country: str) -> str:
    """The currency to begin with: the country's own where the paper takes it, else the paper's first."""
    taken = all_limits()
    own = get_territory_currencies(country) if country in get_global("territory_currencies") else []
    return next((currency for currency in own if currency in taken), next(iter(taken)))


def ways_here(currency: str, country: str) -> list[OfferedMethod]:
    """Every way that readers of this country may pay, in whatever currency; those most used in this one first.

    Where nothing tells them apart, as at a new paper, they stand as the accounts name them.
    """
    used = most_used(currency, country, now=utcnow())
    known = [way for way in ways_to_pay() if way.known_in(country)]
    return sorted(known, key=lambda way: used.index(way.code) if way.code in used else len(used))


def is_risky(country: str) -> bool:
    """True where giving to the paper could put a reader in danger: nobody there is asked."""
    return country in {code.upper() for code in settings.RISK_COUNTRIES}


def risky_zones() -> list[str]:
    """The time zones of those countries, old names too: the form's script looks at the device's own."""
    if not settings.RISK_COUNTRIES:
        return []
    names = (*get_global("zone_territories"), *get_global("zone_aliases"))
    return sorted(zone for zone in names if is_risky(_country_of_zone(zone)))


@lru_cache(maxsize=1024)
def _country_of_zone(zone: str) -> str:
    name = str(get_global("zone_aliases").get(zone, zone))
    country = str(get_global("zone_territories").get(name, ""))
    return country if len(country) == 2 and country.isalpha() else ""
