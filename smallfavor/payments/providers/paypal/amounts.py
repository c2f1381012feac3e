"""Amounts as PayPal writes them, and what it takes in each currency. Pure.

PayPal counts forints, yen and Taiwan dollars in whole units, whatever ISO 4217 says.
"""

import re
from decimal import Decimal
from typing import Any

from smallfavor.core.money import MINOR_MAX, Money, exponent
from smallfavor.payments.providers.base import RequestInvalid

# What can be given: PayPal itself names no least amount; below these its fixed fee would eat most of the gift.
MINIMUM_MINOR = {
    "AUD": 100, "CAD": 100, "CHF": 100, "CZK": 2500, "DKK": 700, "EUR": 100, "GBP": 100, "HKD": 800, "HUF": 40000,
    "ILS": 400, "JPY": 100, "MXN": 2000, "NOK": 1000, "NZD": 100, "PHP": 5000, "PLN": 400, "SEK": 1000, "SGD": 100,
    "THB": 3500, "TWD": 3000, "USD": 100,
}  # fmt: skip
MAXIMUM_MINOR = 99_999_999
WHOLE_UNITS = frozenset({"HUF", "JPY", "TWD"})
_VALUE = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,3})?")


def written(amount: Money) -> dict[str, str]:
    """PayPal's Money object. Raises RequestInvalid for what PayPal can't write: half a forint, an unknown currency."""
    if amount.currency not in MINIMUM_MINOR:
        raise RequestInvalid("PayPal does not take this currency here")
    if amount.currency in WHOLE_UNITS and amount.major != amount.major.to_integral_value():
        raise RequestInvalid("PayPal takes whole units only in this currency")
    decimals = 0 if amount.currency in WHOLE_UNITS else exponent(amount.currency)
    return {"currency_code": amount.currency, "value": f"{amount.major:.{decimals}f}"}


def read(thing: Any) -> Money:
    """The reverse, signed as it came. Raises ValueError, TypeError."""
    if not isinstance(thing, dict) or not isinstance(thing.get("value"), str):
        raise TypeError("not an amount")
    found = _VALUE.fullmatch(thing["value"])
    if found is None:
        raise ValueError("not a decimal amount")
    minor = Decimal(thing["value"]).scaleb(exponent(str(thing.get("currency_code"))))
    if minor != minor.to_integral_value() or abs(minor) > MINOR_MAX:
        raise ValueError("more decimals than the currency has")
    return Money(int(minor), thing["currency_code"])
