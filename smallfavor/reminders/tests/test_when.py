"""Days of reminders: a week, a month, a chosen day; in the paper's zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.reminders.rules.when import DateRefused, due_date, is_due, last_date, quiet_days

RIGA = ZoneInfo("Europe/Riga")
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 8, 31), date(2027, 9, 30)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(today: date, due: date) -> None:
    assert due_date("month", chosen=None, today=today) == due


@given(today=DAYS)
def test_a_month_later_is_28_to_31_days_away_and_in_the_next_month(today: date) -> None:
    due = due_date("month", chosen=None, today=today)
    assert 28 <= (due - today).days <= 31
    assert (due.month - today.month) % 12 == 1


@given(today=DAYS)
def test_a_week_later_is_the_same_weekday(today: date) -> None:
    due = due_date("week", chosen=None, today=today)
    assert due.weekday() == today.weekday() and (due - today).days == 7


@given(today=DAYS, days=st.integers(min_value=-800, max_value=800))
def test_a_chosen_day_is_kept_or_refused_but_never_changed(today: date, days: int) -> None:
    chosen = today + timedelta(days=days)
    if today < chosen <= last_date(today):
        assert due_date("date", chosen=chosen, today=today) == chosen
    else:
        with pytest.raises(DateRefused) as refused:
            due_date("date", chosen=chosen, today=today)
        assert refused.value.code == ("past" if chosen <= today else "far")


def test_no_chosen_day_is_refused() -> None:
    with pytest.raises(DateRefused) as refused:
        due_date("date", chosen=None, today=date(2027, 1, 1))
    assert refused.value.code == "missing"


@given(due=DAYS, offset=st.integers(min_value=-3, max_value=3), hour=st.integers(0, 23))
def test_it_is_sent_from_nine_in_the_morning_of_its_day_on(due: date, offset: int, hour: int) -> None:
    day = due + timedelta(days=offset)
    local_now = datetime(day.year, day.month, day.day, hour, tzinfo=RIGA)
    assert is_due(due, local_now=local_now) == (offset > 0 or (offset == 0 and hour >= 9))


@given(today=DAYS, days=st.integers(min_value=0, max_value=700))
def test_a_device_stays_quiet_for_a_day_at_least(today: date, days: int) -> None:
    assert quiet_days(today + timedelta(days=days), today=today) == max(days, 1)
