"""The least and the most that a reader can give, from the GIVING setting and the providers' own minima."""

from django.conf import settings

from smallfavor.core.money import Money
from smallfavor.payments.queries.accounts import offered_methods
from smallfavor.payments.rules.limits import CurrencyLimits, read_limits


def all_limits() -> dict[str, CurrencyLimits]:
    """By currency, in the setting's order."""
    return read_limits(settings.GIVING)


def currency_limits(currency: str) -> CurrencyLimits | None:
    """None for a currency that the paper does not take."""
    return all_limits().get(currency)


def least_amount(currency: str, interval: str, method: str = "") -> Money:
    """The smallest amount that can be given: the paper's minimum, or the provider's where that is higher.

    Without `method`, by the method with the lowest minimum. Raises KeyError for a currency that is not taken.
    """
    offered = [
        found.minimum_minor[currency]
        for found in offered_methods(currency, interval)
        if not method or found.code == method
    ]
    return all_limits()[currency].least(interval, provider_minimum_minor=min(offered, default=0))
