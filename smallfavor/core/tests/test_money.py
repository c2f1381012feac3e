"""Money is whole minor units, read and written as people do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.money import AmountInvalid, Money, parse_major


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("2", "USD", 200), ("2.5", "USD", 250), ("2,50", "EUR", 250), ("300", "JPY", 300), ("1 500", "JPY", 1500),
     ("1.234", "KWD", 1234), ("1.5", "KWD", 1500), ("2,500", "TND", 2500), ("0.250", "BHD", 250),
     ("80", "RSD", 8000), ("300.00", "JPY", 300)],
)  # fmt: skip
def test_what_a_person_types_is_read(text: str, currency: str, minor: int) -> None:
    assert parse_major(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [("", "USD"), ("two", "USD"), ("-2", "USD"), ("2.505", "USD"), ("2.5", "JPY"), ("1e3", "USD"), ("٢", "USD"),
     ("nan", "USD"), ("9" * 30, "USD"), ("1.000", "JPY"), ("2.500", "USD"), ("1.2345", "KWD")],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str, currency: str) -> None:
    with pytest.raises(AmountInvalid):
        parse_major(text, currency)


@given(st.integers(0, 99_999_999), st.sampled_from(["USD", "EUR", "JPY", "KWD", "BHD", "TND", "RSD"]))
def test_plain_text_comes_back_the_same(minor: int, currency: str) -> None:
    assert parse_major(Money(minor, currency).major_text(), currency) == Money(minor, currency)


def test_money_is_written_without_empty_cents() -> None:
    assert Money(200, "USD").format("en") == "$2"
    assert Money(250, "USD").format("en") == "$2.50"
    assert Money(300, "JPY").format("en") == "¥300"
    assert Money(2500, "KWD").format("en") == "KWD\u00a02.500"
    assert Money(2500, "TND").format("ru") == "2,500\u00a0TND"
    assert Money(150050, "RSD").format("en") == "RSD\u00a01,500.50"
    assert Money(800, "PLN").format("en") == "PLN\u00a08"
    assert Money(150000, "CHF").format("ru") == "1\u00a0500\u00a0CHF"


def test_floats_and_unknown_currencies_are_impossible() -> None:
    with pytest.raises(TypeError):
        Money(2.0, "USD")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="ISO"):
        Money(2, "XXQ")
