"""Month arithmetic counts from the anchor."""

from datetime import date

from smallfavor.core.clock import add_months


def test_the_last_of_january_is_followed_by_the_last_of_february() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)


def test_the_anchor_keeps_its_day() -> None:
    assert add_months(date(2027, 1, 31), 2) == date(2027, 3, 31)


def test_years_are_crossed() -> None:
    assert add_months(date(2027, 11, 15), 3) == date(2028, 2, 15)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
