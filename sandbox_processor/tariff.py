"""Currencies, smallest amounts and fees. Pure."""

from babel.numbers import format_currency, get_currency_precision

MINIMUM_MINOR = {
    "AUD": 50, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50, "GBP": 30, "GEL": 150,
    "HUF": 17500, "INR": 5000, "JPY": 50, "KWD": 200, "NOK": 300, "NZD": 50, "PLN": 200, "RUB": 5000, "SEK": 300,
    "TRY": 2000, "UAH": 2000, "USD": 50,
}  # fmt: skip
MAXIMUM_MINOR = 99_999_999
FEE_PER_MILLE = 29
FEE_FIXED_MINOR = 30
DISPUTE_FEE_MINOR = 1500


def fee_minor(amount_minor: int) -> int:
    """2.9 % and 30 minor units, rounded half up, never more than the amount itself."""
    return min((amount_minor * FEE_PER_MILLE + 500) // 1000 + FEE_FIXED_MINOR, amount_minor)


def amount_text(amount_minor: int, currency: str, language: str) -> str:
    """As people write it: $2.00, 2,00 €."""
    return format_currency(amount_minor / 10 ** get_currency_precision(currency), currency, locale=language)
