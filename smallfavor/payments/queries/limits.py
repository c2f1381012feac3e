"""The least and the most that a reader can give, from the GIVING setting and the providers' own limits."""

import json
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings

from smallfavor.core.money import Money
from smallfavor.payments.queries.accounts import OfferedMethod, offered_methods
from smallfavor.payments.rules.limits import CurrencyLimits, read_limits


def all_limits() -> dict[str, CurrencyLimits]:
    """By currency, in the setting's order."""
    return dict(_read(json.dumps(settings.GIVING, default=str)))


@lru_cache(maxsize=2)
def _read(giving: str) -> dict[str, CurrencyLimits]:
    return read_limits(json.loads(giving))


def currency_limits(currency: str) -> CurrencyLimits | None:
    """None for a currency that the paper does not take."""
    return all_limits().get(currency)


def least_amount(currency: str, interval: str, method: str = "") -> Money:
    """The smallest amount that can be given: the paper's minimum, or the provider's where that is higher.

    Without `method`, by the method with the lowest minimum. Raises KeyError for a currency that is not taken.
    """
    ways = [found for found in offered_methods(currency, interval) if not method or found.code == method]
    return least_by(ways, currency, interval)


def most_amount(currency: str, interval: str, method: str) -> Money:
    """The largest amount that can be given by this method: the paper's maximum, or the provider's where that is lower.

    Raises KeyError for a currency that is not taken.
    """
    ways = [found for found in offered_methods(currency, interval) if found.code == method]
    return most_by(ways, currency, interval)


def least_by(ways: Iterable[OfferedMethod], currency: str, interval: str) -> Money:
    """The smallest amount that can be given in one of these ways."""
    minima = [least for way in ways if (least := way.least_minor(currency, interval)) is not None]
    return all_limits()[currency].least(interval, provider_minimum_minor=min(minima, default=0))


def most_by(ways: Iterable[OfferedMethod], currency: str, interval: str) -> Money:
    """The largest amount that can be given in one of these ways."""
    papers = all_limits()[currency].most
    maxima = [way.most_minor(currency, interval) for way in ways if way.offers(currency, interval)]
    known = [most for most in maxima if most is not None]
    return Money(min(papers.minor, max(known)), currency) if known and len(known) == len(maxima) else papers
