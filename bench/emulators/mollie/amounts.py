"""Amounts and times as Mollie writes them."""

import re
from datetime import UTC, datetime
from typing import Any

NO_DECIMALS = {"ISK", "JPY"}
CURRENCIES = {
    "AED", "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "ISK", "JPY", "MXN", "MYR",
    "NOK", "NZD", "PHP", "PLN", "RON", "SEK", "SGD", "THB", "TWD", "USD", "ZAR",
}  # fmt: skip
BALANCES = {"EUR", "USD", "GBP", "CHF", "DKK", "NOK", "PLN", "SEK"}


def decimals(currency: str) -> int:
    return 0 if currency in NO_DECIMALS else 2


def amount(minor: int, currency: str) -> dict[str, str]:
    places = decimals(currency)
    sign, digits = ("-" if minor < 0 else ""), str(abs(minor)).rjust(places + 1, "0")
    value = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return {"currency": currency, "value": sign + value}


def finer(ten_thousandths: int, currency: str) -> dict[str, str]:
    """Four decimals, as in a settlement's costs."""
    whole, rest = divmod(ten_thousandths, 10_000)
    return {"currency": currency, "value": f"{whole}.{rest:04d}"}


def read_minor(given: Any) -> tuple[int, str] | None:
    """(minor, currency), with exactly the currency's decimals; None for anything else."""
    if not isinstance(given, dict) or set(given) != {"currency", "value"}:
        return None
    currency, value = given["currency"], given["value"]
    if not isinstance(value, str) or currency not in CURRENCIES:
        return None
    shape = r"[0-9]{1,9}" if currency in NO_DECIMALS else r"[0-9]{1,9}\.[0-9]{2}"
    return (int(value.replace(".", "")), currency) if re.fullmatch(shape, value) else None


def moment(ms: int) -> str:
    """To the second, as Mollie tells times."""
    return datetime.fromtimestamp(ms // 1000, UTC).isoformat(timespec="seconds")
