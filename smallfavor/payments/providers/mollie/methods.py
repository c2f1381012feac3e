"""What a Mollie account can take, by its settings. Pure: no call is made to find out.

Mollie's own limits as of November 2026: a card to 10,000 EUR, a direct debit to 1,000 EUR, where Mollie has agreed to
no more. The least amounts are ours: below them the fee takes most of the gift.
"""

from collections.abc import Mapping
from datetime import timedelta

from smallfavor.payments.providers import looks
from smallfavor.payments.providers.capabilities import Method
from smallfavor.payments.providers.mollie.looks import IDEAL_LOOK, MANDATE_LOOK
from smallfavor.payments.providers.mollie.settings import listed

CARD, IDEAL, DEBIT = "card", "ideal", "sepa_debit"
PAGE_OF = {CARD: "creditcard", IDEAL: "ideal"}  # a bank debit begins on the banks' own pages
# What Mollie calls a payment's or a mandate's method, and what we call it.
OURS_OF = {"creditcard": CARD, "applepay": CARD, "ideal": IDEAL, "directdebit": DEBIT}
COUNTRIES = {"ideal": {"NL"}, "bancontact": {"BE"}, "belfius": {"BE"}, "kbc": {"BE"}, "eps": {"AT"}}

LEAST_MINOR = {
    "AUD": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50, "GBP": 30, "HKD": 400, "HUF": 17500,
    "ILS": 200, "JPY": 50, "NOK": 300, "NZD": 50, "PLN": 200, "RON": 250, "SEK": 300, "SGD": 50, "USD": 50, "ZAR": 1000,
}  # fmt: skip
MOST_OF_A_CARD_MINOR = {
    "AUD": 1_500_000, "CAD": 1_500_000, "CHF": 1_000_000, "CZK": 25_000_000, "DKK": 7_500_000, "EUR": 1_000_000,
    "GBP": 850_000, "HKD": 8_500_000, "HUF": 390_000_000, "ILS": 4_000_000, "JPY": 1_600_000, "NOK": 11_500_000,
    "NZD": 1_700_000, "PLN": 4_200_000, "RON": 5_000_000, "SEK": 11_000_000, "SGD": 1_400_000, "USD": 1_000_000,
    "ZAR": 19_000_000,
}  # fmt: skip
MOST_BY_IDEAL_MINOR = {"EUR": 5_000_000}
MOST_OF_A_DEBIT_MINOR = {"EUR": 100_000}
ANY = frozenset({"once", "monthly", "yearly"})
PAGE_LIFE = timedelta(hours=1)  # Mollie closes a card's or bank's page earlier: `expiresAt` says when


def methods_of(account: Mapping[str, str]) -> tuple[Method, ...]:
    """Cards first, as a rule; the order of the account's own setting."""
    currencies = [currency for currency in listed(account["currencies"]) if currency in LEAST_MINOR]
    switched_on = listed(account["methods"])
    banks = listed(account["mandate_by"])
    made = {CARD: _card(currencies), IDEAL: _ideal(), DEBIT: _debit(banks, offered=True)}
    found = [made[code] for code in switched_on if code in made]
    if IDEAL in switched_on and DEBIT not in switched_on:
        found.append(_debit(banks, offered=False))  # what iDEAL's first payment leaves is charged as a bank debit
    return tuple(found)


def _card(currencies: list[str]) -> Method:
    return Method(
        CARD,
        ANY,
        {currency: LEAST_MINOR[currency] for currency in currencies},
        looks.CARD,
        maximum_minor=MOST_OF_A_CARD_MINOR,
        page_life=PAGE_LIFE,
    )


def _ideal() -> Method:
    return Method(
        IDEAL,
        ANY,
        {"EUR": LEAST_MINOR["EUR"]},
        IDEAL_LOOK,
        maximum_minor=MOST_BY_IDEAL_MINOR,
        countries=frozenset(COUNTRIES["ideal"]),
        page_life=PAGE_LIFE,
        reversible_for=timedelta(0),
    )


def _debit(banks: tuple[str, ...], *, offered: bool) -> Method:
    """Only repeated: a debit needs a mandate, and Mollie's comes with a first payment on the bank's own page."""
    countries = frozenset[str]().union(*(COUNTRIES.get(bank, set()) for bank in banks))
    return Method(
        DEBIT,
        frozenset({"monthly", "yearly"}),
        {"EUR": LEAST_MINOR["EUR"]},
        looks.BANK_DEBIT if not offered else MANDATE_LOOK,
        maximum_minor=MOST_OF_A_DEBIT_MINOR,
        countries=countries,
        page_life=PAGE_LIFE,
        offered=offered,
        reversible_for=timedelta(days=56),
    )
