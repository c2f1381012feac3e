"""Amounts, times and names as PayPal writes them. Pure but for the names, which are drawn."""

import secrets
import string
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

WHOLE_UNITS = {"HUF", "JPY", "TWD"}
CURRENCIES = WHOLE_UNITS | {
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "ILS", "MXN", "MYR", "NOK", "NZD", "PHP",
    "PLN", "SEK", "SGD", "THB", "USD",
}  # fmt: skip
FEE_RATE = Decimal("0.029")
FEE_FIXED = {"HUF": Decimal(90), "JPY": Decimal(40), "TWD": Decimal(10)}
NAME_SIGNS = string.ascii_uppercase + string.digits
NAME_LENGTH = 17


def amount(value: Decimal, currency: str) -> dict[str, str]:
    return {"currency_code": currency, "value": f"{value:.{decimals(currency)}f}"}


def decimals(currency: str) -> int:
    return 0 if currency in WHOLE_UNITS else 2


def read_amount(thing: Any) -> Decimal | None:
    """None for what PayPal would refuse: another currency, too many decimals, nothing at all."""
    if not isinstance(thing, dict) or thing.get("currency_code") not in CURRENCIES:
        return None
    text = thing.get("value")
    if not isinstance(text, str) or not text.replace(".", "", 1).isdigit() or not text.isascii():
        return None
    value = Decimal(text)
    written = -int(value.as_tuple().exponent)
    return value if value > 0 and written <= decimals(thing["currency_code"]) else None


def fee(value: Decimal, currency: str) -> Decimal:
    """2.9 % and a fixed part, rounded half up."""
    step = Decimal(1).scaleb(-decimals(currency))
    part = (value * FEE_RATE).quantize(step, rounding=ROUND_HALF_UP)
    return min(part + FEE_FIXED.get(currency, Decimal("0.30")), value)


def time_text(moment_s: float) -> str:
    return datetime.fromtimestamp(int(moment_s), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_name(prefix: str = "") -> str:
    return prefix + "".join(secrets.choice(NAME_SIGNS) for _ in range(NAME_LENGTH - len(prefix)))
