from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.money import AmountInvalid, Money, exponent
from smallfavor.giving.rules.typed_amount import read_amount

LOCALES = ["en", "ru", "de", "de_CH", "fr", "pl", "ja", "lv", "ar_EG", "hi"]
CURRENCIES = ["USD", "EUR", "GBP", "PLN", "CHF", "JPY"]


@pytest.mark.parametrize(
    ("text", "locale", "minor"),
    [
        ("2", "en", 200),
        (" 2 ", "en", 200),
        ("2.50", "en", 250),
        ("2,50", "en", 250),
        ("2,5", "ru", 250),
        ("2.5", "ru", 250),
        ("1 500", "ru", 150000),
        ("1 500,25", "ru", 150025),
        ("1,500", "en", 150000),
        ("1.500", "de", 150000),
        ("1,500.25", "en", 150025),
        ("1.500,25", "en", 150025),
        ("1’500.25", "de_CH", 150025),
        ("$5", "en", 500),
        ("5 $", "ru", 500),
        ("5 USD", "ru", 500),
        ("usd 5", "en", 500),
        ("US$5", "fr", 500),
        ("٢", "ar_EG", 200),
        ("２", "ja", 200),
        ("007", "en", 700),
        ("0.50", "en", 50),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, locale: str, minor: int) -> None:
    assert read_amount(text, currency="USD", locale=locale) == Money(minor, "USD")


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "two", "-2", "+2", "2-", "2e3", "0x2", "2.5.1", "2 50", "1 2 3", "12,34,56", "1.2345", "2.555", "€5",
        "5 EUR", "$", "$$5", "2$3", "½", "²", "Ⅻ", "1" * 10, "9" * 500, "2\x00", "NaN", "Infinity", "2%", "<b>2</b>",
        "0,505", "１\u20e3",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountInvalid):
        read_amount(text, currency="USD", locale="en")


@pytest.mark.parametrize(("text", "locale"), [("1,500", "ru"), ("1.500", "en"), ("12,000", "de")])
def test_what_could_be_thousands_or_decimals_is_not_guessed(text: str, locale: str) -> None:
    with pytest.raises(AmountInvalid):
        read_amount(text, currency="USD", locale=locale)


def test_yen_have_no_decimals() -> None:
    assert read_amount("1,500", currency="JPY", locale="ja") == Money(1500, "JPY")
    assert read_amount("300.00", currency="JPY", locale="en") == Money(300, "JPY")
    with pytest.raises(AmountInvalid):
        read_amount("300.5", currency="JPY", locale="en")


@given(st.integers(1, 10**8), st.sampled_from(CURRENCIES), st.sampled_from(LOCALES))
def test_what_the_locale_writes_is_read_back(minor: int, currency: str, locale: str) -> None:
    money = Money(minor, currency)
    pattern = "#,##0." + "0" * exponent(currency) if exponent(currency) else "#,##0"
    assert (
        read_amount(format_decimal(money.major, format=pattern, locale=locale), currency=currency, locale=locale)
        == money
    )


@given(st.integers(1, 10**8), st.sampled_from(CURRENCIES), st.sampled_from(["en", "ru", "de", "fr", "pl", "ja", "lv"]))
def test_our_own_way_of_writing_money_is_read_back(minor: int, currency: str, locale: str) -> None:
    written = format_currency(Decimal(minor).scaleb(-exponent(currency)), currency, locale=locale)
    assert read_amount(written, currency=currency, locale=locale) == Money(minor, currency)
    short = Money(minor, currency).format(locale)
    assert read_amount(short, currency=currency, locale=locale) == Money(minor, currency)


@given(st.text(max_size=60), st.sampled_from(CURRENCIES), st.sampled_from(LOCALES))
def test_any_text_is_an_amount_or_refused(text: str, currency: str, locale: str) -> None:
    try:
        money = read_amount(text, currency=currency, locale=locale)
    except AmountInvalid:
        return
    assert money.currency == currency
    assert 0 <= money.minor < 10**12
