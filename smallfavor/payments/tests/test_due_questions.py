"""The worked tables of notices and of cards that end, held against what is asked of the database."""

from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from smallfavor.payments.actions.give_notice import give_notice
from smallfavor.payments.actions.note_card_ends import note_card_ends
from smallfavor.payments.actions.plan_renewals import due_pledges
from smallfavor.payments.models import Instrument, Pledge
from smallfavor.payments.tests.tables import table

pytestmark = pytest.mark.django_db

DUE = date(2027, 11, 23)


@pytest.fixture
def yearly(begin_pledge) -> Pledge:
    """A yearly pledge that is next due on DUE."""
    pledge = begin_pledge()
    Pledge.objects.filter(pk=pledge.pk).update(interval="yearly", next_due=DUE, last_planned_on=None)
    return pledge


@pytest.mark.parametrize("row", table("schedule.md", header="due"))
def test_a_yearly_charge_follows_its_notice_by_a_week(yearly, row) -> None:
    due = date.fromisoformat(row["due"])
    sent = None if row["notice sent on"] == "never" else date.fromisoformat(row["notice sent on"])
    Pledge.objects.update(next_due=due, notified_due=due if sent else None, notified_on=sent)
    days = (due + timedelta(days=n) for n in range(-5, 30))
    first = next((day.isoformat() for day in days if due_pledges(day).exists()), "never")
    assert first == row["first day of the charge"]


def test_a_notice_of_another_day_lets_no_charge_follow(yearly) -> None:
    Pledge.objects.update(notified_due=DUE - timedelta(days=40), notified_on=DUE - timedelta(days=60))
    assert not due_pledges(DUE).exists()
    Pledge.objects.update(interval="monthly")
    assert due_pledges(DUE).exists()


@pytest.mark.parametrize(("days_before", "given"), [(31, 0), (30, 1), (8, 1), (6, 1), (0, 1), (-3, 1)])
def test_a_notice_goes_out_from_the_thirtieth_day_before_and_once(yearly, now, days_before, given) -> None:
    today = DUE - timedelta(days=days_before)
    assert [give_notice(today=today, now=now) for _ in range(2)] == [given, 0]
    yearly.refresh_from_db()
    assert (yearly.notified_due, yearly.notified_on) == ((DUE, today) if given else (None, None))


def test_a_day_that_was_moved_has_a_notice_of_its_own(yearly, now) -> None:
    assert give_notice(today=DUE - timedelta(days=20), now=now) == 1
    Pledge.objects.update(next_due=DUE + timedelta(days=5))
    assert give_notice(today=DUE - timedelta(days=19), now=now) == 1


def test_a_monthly_charge_needs_no_notice(yearly, now) -> None:
    Pledge.objects.update(interval="monthly")
    assert give_notice(today=DUE, now=now) == 0


@pytest.mark.parametrize("row", table("retries.md", header="today"))
def test_a_card_that_ends_is_written_about_in_its_last_three_weeks(begin_pledge, now, row) -> None:
    begin_pledge()
    Pledge.objects.update(next_due=date.fromisoformat(row["next due"]))
    Instrument.objects.update(expires=date(2027, 2, 28))
    note_card_ends(today=date.fromisoformat(row["today"]), now=now)
    written = ProcrastinateJob.objects.filter(task_name__endswith="mail_expiry").exists()
    assert ("yes" if written else "no") == row["written to"]
