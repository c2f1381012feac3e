"""Which amounts Stripe takes, and how it counts them. Pure.

Stripe counts minor units as ISO 4217 does, with exceptions: https://docs.stripe.com/currencies. Amounts with three
decimals must end in 0. Two currencies without decimals are counted in hundredths all the same.
"""

HUNDREDFOLD = frozenset({"ISK", "UGX"})  # no decimals, and yet sent times 100
TENS_ONLY = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
WITHOUT_DECIMALS_THERE = frozenset({"MGA"})  # ISO 4217 has fifths of it, Stripe takes whole ones

# https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, in our minor units. Those with three decimals
# have no minimum of their own there: about half a dollar.
MINIMUM_MINOR = {
    "AED": 200, "AUD": 50, "BGN": 100, "BHD": 250, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50,
    "GBP": 30, "GEL": 150, "HKD": 400, "HUF": 17500, "INR": 5000, "ISK": 75, "JOD": 400, "JPY": 50, "KWD": 200,
    "MXN": 1000, "MYR": 200, "NOK": 300, "NZD": 50, "OMR": 200, "PLN": 200, "RON": 200, "SEK": 300, "SGD": 50,
    "THB": 1000, "TND": 1500, "TRY": 2000, "UAH": 2000, "USD": 50,
}  # fmt: skip
LARGEST_SENT = 99_999_999  # eight digits as Stripe counts


def to_stripe(minor: int, currency: str) -> int:
    """The amount as Stripe counts it. Raises ValueError where it can't be told to Stripe."""
    if currency in TENS_ONLY and minor % 10:
        raise ValueError(f"Stripe takes {currency} in steps of ten of its smallest unit")
    if currency in HUNDREDFOLD:
        return minor * 100
    if currency in WITHOUT_DECIMALS_THERE:
        if minor % 100:
            raise ValueError(f"Stripe takes whole {currency} only")
        return minor // 100
    return minor


def from_stripe(amount: int, currency: str) -> int:
    """The amount in our minor units. Raises ValueError where it is none of ours."""
    if currency in HUNDREDFOLD:
        if amount % 100:
            raise ValueError(f"{currency} has no decimals")
        return amount // 100
    return amount * 100 if currency in WITHOUT_DECIMALS_THERE else amount


def maximum_minor(currency: str) -> int:
    """The most that one payment can be, in our minor units."""
    if currency in TENS_ONLY:
        return LARGEST_SENT // 10 * 10
    return from_stripe(LARGEST_SENT // 100 * 100 if currency in HUNDREDFOLD else LARGEST_SENT, currency)
