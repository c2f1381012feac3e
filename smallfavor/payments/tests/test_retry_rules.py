"""Retries, the limit per card, the mail before a card's end: as docs/rules/retries.md tells it, and for any input."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.payments.rules.card_limit import CARD_WINDOW, CHARGES_PER_CARD, charges_left_at, free_from
from smallfavor.payments.rules.expiry import first_due_after
from smallfavor.payments.rules.retries import (
    CONFIRM_WITHIN_DAYS,
    RETRY_DAYS,
    AfterDecline,
    after_decline,
    after_nothing_came,
    morning_from,
    morning_of,
)
from smallfavor.payments.rules.schedule import Schedule
from smallfavor.payments.tests.tables import table

SOFT = ["insufficient_funds", "card_declined", "processing_error"]
ZONES = ["Europe/Riga", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe", "America/Sao_Paulo"]
days = st.dates(date(2020, 1, 1), date(2060, 1, 1))
zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize("row", table("retries.md", header="zone"))
def test_tries_go_out_at_nine_by_the_clock_on_the_wall(row) -> None:
    morning = morning_of(date.fromisoformat(row["day"]), ZoneInfo(row["zone"]))
    assert morning.astimezone(UTC).strftime("%Y-%m-%d %H:%M") == row["tried at (UTC)"]


@pytest.mark.parametrize("row", table("retries.md", header="charged on"))
def test_a_card_bears_eight_charges_in_thirty_days(row) -> None:
    charged = [datetime(2026, 12, int(day), 7, tzinfo=UTC) for day in row["charged on"].split(",")]
    wanted = datetime.fromisoformat(row["wanted on"]).replace(hour=7, tzinfo=UTC)
    assert charges_left_at(charged, wanted) == int(row["left that day"])
    assert free_from(charged, wanted).date().isoformat() == row["possible on"]


@pytest.mark.parametrize("row", table("retries.md", header="today"))
def test_the_letter_about_a_card_names_the_first_charge_after_its_end(row) -> None:
    expires, due = date(2027, 2, 28), date.fromisoformat(row["next due"])
    after = first_due_after(Schedule("monthly", due, 5, 5), expires)
    assert after.isoformat() == row["first charge after its end"]


@pytest.mark.parametrize("row", table("retries.md", header="periods in a row that nothing came for"))
def test_what_a_payer_was_to_send_is_never_tried(row) -> None:
    step = after_nothing_came(int(row["periods in a row that nothing came for"]))
    assert (step.what, step.on) == (row["then"], None)


@given(
    code=st.sampled_from(SOFT), delays=st.lists(st.integers(0, 40), min_size=12, max_size=12), first=days, zone=zones
)
def test_however_late_the_answers_a_period_is_tried_four_times_each_in_a_later_morning(
    code, delays, first, zone
) -> None:
    """A worker that is down, or a slow bank, moves a try; it adds none, and none comes on a day that has passed."""
    tried, today, step = [first], first, None
    for delay in delays:
        today += timedelta(days=delay)
        step = after_decline(code=code, hard=False, tries=len(tried), first_try_on=first, today=today)
        if step.what is not AfterDecline.RETRY:
            break
        assert step.on is not None and step.on > today
        assert step.on >= first + timedelta(days=RETRY_DAYS[len(tried)])
        assert (morning_of(step.on, zone).hour, morning_of(step.on, zone).minute) == (9, 0)
        today = step.on
        tried.append(today)
    assert step is not None and step.what is AfterDecline.LAPSE
    assert len(tried) == 4 == len(set(tried))


@given(code=st.sampled_from(["expired_card", "incorrect_details", "instrument_gone", "other"]), tries=st.integers(1, 4),
       hard=st.booleans(), first=days)  # fmt: skip
def test_what_can_not_mend_itself_is_never_tried_again(code, tries, hard, first) -> None:
    step = after_decline(code=code, hard=hard, tries=tries, first_try_on=first, today=first)
    assert step.what is AfterDecline.NEW_INSTRUMENT and step.on is None


@given(tries=st.integers(1, 4), first=days, late=st.integers(0, 60))
def test_the_banks_question_is_never_answered_by_another_charge(tries, first, late) -> None:
    today = first + timedelta(days=late)
    step = after_decline(code="authentication_required", hard=False, tries=tries, first_try_on=first, today=today)
    assert step.what is AfterDecline.CONFIRM
    assert step.on == today + timedelta(days=CONFIRM_WITHIN_DAYS)


@given(wanted=st.lists(moments, max_size=40), zone=zones)
def test_in_whatever_order_charges_are_planned_no_thirty_days_hold_more_than_eight(wanted, zone) -> None:
    planned: list[datetime] = []
    for moment in wanted:
        free = free_from(planned, moment)
        planned.append(moment if free == moment else morning_from(free, zone))
        assert planned[-1] >= moment
    for end in planned:
        assert sum(end - CARD_WINDOW < other <= end for other in planned) <= CHARGES_PER_CARD


@given(moment=moments, zone=zones)
def test_the_next_morning_is_at_nine_and_less_than_a_day_and_a_bit_away(moment, zone) -> None:
    morning = morning_from(moment, zone)
    assert morning >= moment and morning - moment < timedelta(hours=26)
    assert (morning.hour, morning.minute) == (9, 0)


@given(due=days, expires=days)
def test_the_charge_after_a_cards_end_is_the_first_one(due, expires) -> None:
    schedule = Schedule("monthly", due, 0, 0)
    after = first_due_after(schedule, expires)
    assert after > expires
    assert after == due or after - timedelta(days=32) <= expires
