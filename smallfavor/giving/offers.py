"""What suits a reader: the currency of their country, else of their clock's zone, else the paper's first; ways to pay.

Not here: limits and presets (payments.queries).
"""

from functools import lru_cache

from babel.core import get_global
from babel.numbers import get_territory_currencies
from django.conf import settings

from smallfavor.payments.queries import all_limits, offered_methods

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


def methods_offered(currency: str, interval: str = "") -> list[str]:
    """The ways to pay in this currency: at this interval, or at any. Best first.

    Where no account takes anything just now a card is named: beginning the payment then says how it stands.
    """
    intervals = [interval] if interval else INTERVALS
    codes = [method.code for one in intervals for method in offered_methods(currency, one)]
    return list(dict.fromkeys(codes)) or ["card"]


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
