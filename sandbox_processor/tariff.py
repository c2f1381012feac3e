"""Currencies, smallest amounts and fees, each in the currency's own minor units. Pure."""

from babel.numbers import format_currency, get_currency_precision

MINIMUM_MINOR = {
    "AUD": 50, "BHD": 250, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50, "GBP": 30,
    "GEL": 150, "HUF": 17500, "INR": 5000, "JPY": 50, "KWD": 200, "NOK": 300, "NZD": 50, "PLN": 200, "RUB": 5000,
    "SEK": 300, "TND": 1500, "TRY": 2000, "UAH": 2000, "USD": 50,
}  # fmt: skip
MAXIMUM_MINOR = 99_999_999
FEE_PER_MILLE = 29
# What stands for thirty cents and for fifteen dollars: thirty minor units would be 3 fils here and 30 yen there.
FEE_FIXED_MINOR = {
    "AUD": 30, "BHD": 113, "BRL": 39, "CAD": 30, "CHF": 30, "CZK": 650, "DKK": 180, "EUR": 30, "GBP": 20,
    "GEL": 80, "HUF": 8500, "INR": 2500, "JPY": 40, "KWD": 92, "NOK": 200, "NZD": 30, "PLN": 100, "RUB": 2500,
    "SEK": 180, "TND": 930, "TRY": 1000, "UAH": 1200, "USD": 30,
}  # fmt: skip
DISPUTE_FEE_MINOR = {
    "AUD": 2500, "BHD": 5650, "BRL": 5500, "CAD": 1500, "CHF": 1500, "CZK": 35000, "DKK": 11000, "EUR": 1500,
    "GBP": 2000, "GEL": 4000, "HUF": 500000, "INR": 120000, "JPY": 1500, "KWD": 4600, "NOK": 15000, "NZD": 2500,
    "PLN": 6000, "RUB": 120000, "SEK": 15000, "TND": 46500, "TRY": 50000, "UAH": 60000, "USD": 1500,
}  # fmt: skip


def fee_minor(amount_minor: int, currency: str) -> int:
    """2.9 % and the currency's fixed part, rounded half up, never more than the amount itself."""
    return min((amount_minor * FEE_PER_MILLE + 500) // 1000 + FEE_FIXED_MINOR[currency], amount_minor)


def dispute_fee_minor(currency: str) -> int:
    """For the trouble of a dispute; given back when it is won."""
    return DISPUTE_FEE_MINOR[currency]


def return_fee_minor(currency: str) -> int:
    """For a debit that the payer's bank took back: a third of a dispute's."""
    return DISPUTE_FEE_MINOR[currency] // 3


def amount_text(amount_minor: int, currency: str, language: str) -> str:
    """As people write it: $2.00, 2,00 €."""
    return format_currency(amount_minor / 10 ** get_currency_precision(currency), currency, locale=language)
