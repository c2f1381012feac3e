"""What a reader asks for with the form, checked; and what they are shown next."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from django.conf import settings

from smallfavor.core.money import Money
from smallfavor.payments.models import Payment, ProviderAccount
from smallfavor.payments.queries import (
    account_offering,
    currency_limits,
    least_by,
    most_by,
    offered_methods,
)
from smallfavor.payments.rules.keys import request_fingerprint


class AmountRefused(Exception):
    """Raised when the amount is under the least or over the most that can be given. `least`, `most`: what can."""

    code = "amount_refused"

    def __init__(self, least: Money, most: Money) -> None:
        super().__init__(f"from {least.major_text()} to {most.major_text()} {least.currency}")
        self.least = least
        self.most = most


class MethodUnavailable(Exception):
    """Raised when nobody takes this method, currency and interval now."""

    code = "method_unavailable"


@dataclass(frozen=True)
class CheckoutOrder:
    """One filled-in form. `request_key` comes out of the verified form token; the rest is as the form checked it.

    `origin` is the one of ours at which it was filled in: there the payment page leads back. `line`: the first key of
    the forms that this one goes on from (core/formtoken.py).
    """

    request_key: str
    interval: str
    amount: Money
    email: str
    name: str
    method: str
    language: str
    country: str
    appeal: str
    variant: str
    manifest_version: str
    terms_version: str
    origin: str = ""
    carried: Mapping[str, str] = field(default_factory=dict)
    line: str = ""

    @property
    def fingerprint(self) -> str:
        """Equal for the same gift by the same person. Language, origin and attribution do not make it another one."""
        fields = {
            "interval": self.interval,
            "amount": self.amount.major_text(),
            "currency": self.amount.currency,
            "email": self.email.strip().casefold(),
            "name": self.name.strip(),
            "method": self.method,
        }
        return request_fingerprint(settings.INSTALLATION_KEY, fields)

    @property
    def form(self) -> dict[str, object]:
        """What fills the form again; nothing personal."""
        kept = {name: str(value) for name, value in asdict(self).items() if name in _KEPT}
        money = {"amount": self.amount.major_text(), "currency": self.amount.currency}
        return {**kept, **money, "carried": dict(self.carried)}


_KEPT = {"interval", "method", "language", "country", "appeal", "variant", "manifest_version", "origin", "line"}


@dataclass(frozen=True)
class CheckoutStep:
    """What to show: the hosted page at `url` ("redirect"), our pending page, or thanks (the money has settled)."""

    kind: Literal["redirect", "pending", "thanks"]
    payment: Payment
    url: str = ""


def check_order(order: CheckoutOrder) -> ProviderAccount:
    """The account that takes this order.

    Raises AmountRefused, MethodUnavailable.
    """
    currency, interval = order.amount.currency, order.interval
    ways = [way for way in offered_methods(currency, interval) if way.code == order.method]
    if currency_limits(currency) is None or not ways:
        raise MethodUnavailable(f"{order.method} in {currency}, {interval}")
    least, most = least_by(ways, currency, interval), most_by(ways, currency, interval)
    if not least.minor <= order.amount.minor <= most.minor:
        raise AmountRefused(least, most)
    account = account_offering(order.method, order.amount, interval)
    if account is None:
        raise MethodUnavailable(f"{order.method} in {currency}, {interval}")
    return account
