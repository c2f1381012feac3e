"""Amounts at PayPal: forints, yen and Taiwan dollars have no decimals there, and no amount is ever rounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import RequestInvalid
from smallfavor.payments.providers.paypal import amounts


@pytest.mark.parametrize(
    ("money", "value"),
    [
        (Money(200, "USD"), "2.00"), (Money(205, "EUR"), "2.05"), (Money(300, "JPY"), "300"),
        (Money(150_000, "HUF"), "1500"), (Money(30_000, "TWD"), "300"),
    ],
)  # fmt: skip
def test_each_currency_is_written_as_paypal_counts_it(money: Money, value: str) -> None:
    assert amounts.written(money) == {"currency_code": money.currency, "value": value}
    assert amounts.read(amounts.written(money)) == money


@pytest.mark.parametrize("money", [Money(150_050, "HUF"), Money(30_001, "TWD"), Money(500, "KWD"), Money(500, "XAF")])
def test_what_paypal_cannot_write_is_refused_and_not_rounded(money: Money) -> None:
    with pytest.raises(RequestInvalid):
        amounts.written(money)


@given(st.sampled_from(sorted(amounts.MINIMUM_MINOR)), st.integers(1, 99_999_999))
def test_what_can_be_written_comes_back_the_same(currency: str, minor: int) -> None:
    money = Money(minor * (100 if currency in {"HUF", "TWD"} else 1), currency)
    assert amounts.read(amounts.written(money)) == money


@pytest.mark.parametrize(
    "thing",
    [
        None, "2.00", {"value": 2, "currency_code": "USD"}, {"value": "2,00", "currency_code": "USD"},
        {"value": "1e3", "currency_code": "USD"}, {"value": "2.001", "currency_code": "USD"},
        {"value": "2.5", "currency_code": "JPY"}, {"value": "2.00", "currency_code": "dollars"},
        {"value": "\u0662.00", "currency_code": "USD"}, {"value": "NaN", "currency_code": "USD"},
    ],
)  # fmt: skip
def test_what_is_no_amount_is_not_guessed(thing: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        amounts.read(thing)
