"""Closing months: what is closed stays as it is, whatever comes later and in whatever order."""

import threading
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.actions.close_month import MonthNotNext, MonthNotOver, NotAllowed, close_month
from smallfavor.ledger.actions.load_rates import RateFixed, load_rates
from smallfavor.ledger.models import ClosedMonth, Entry, EntryKind, Transfer
from smallfavor.ledger.queries import closed_faults, month_to_close, trial_balance, trial_balance_at
from smallfavor.ledger.queries.balances import sums_until
from smallfavor.ledger.queries.closing import figures_of
from smallfavor.ledger.rules.months import last_day
from smallfavor.ledger.rules.rate_file import DayRate

NOW = datetime(2026, 12, 3, 12, tzinfo=UTC)
OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)


def book(at: datetime, minor: int = 200, currency: str = "USD", debit: str = "assets:sandbox") -> Entry:
    return book_entry(
        kind=EntryKind.CAPTURE, provider_object=f"sandbox/{uuid.uuid4()}", payment_uuid=None, happened_at=at,
        booked_at=NOW, transfers=[TransferLine(debit, "income:once", Money(minor, currency))],
    )  # fmt: skip


def on(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.django_db
def test_an_entry_stands_on_the_papers_own_day() -> None:
    assert book(on(10, 31, 21)).posted_on == date(2026, 10, 31)  # 23:00 in Riga
    assert book(on(10, 31, 22)).posted_on == NOVEMBER  # midnight there


@pytest.mark.django_db
def test_what_comes_after_the_close_stands_on_the_first_open_day() -> None:
    book(on(10, 5))
    closed = close_month(OCTOBER, actor=None, now=NOW)
    late = book(on(10, 6))
    assert late.posted_on == NOVEMBER
    assert late.happened_at == on(10, 6)
    assert closed.entries == 1
    assert trial_balance_at(date(2026, 10, 31)).balance_minor("income:once", "USD") == 200
    assert trial_balance_at(NOVEMBER).balance_minor("income:once", "USD") == 400
    assert closed_faults() == []


@pytest.mark.django_db
def test_months_are_closed_in_order_and_only_when_they_are_over() -> None:
    assert month_to_close() is None
    book(on(10, 5))
    with pytest.raises(MonthNotNext):
        close_month(NOVEMBER, actor=None, now=NOW)
    with pytest.raises(MonthNotOver):
        close_month(OCTOBER, actor=None, now=on(10, 31, 21))
    close_month(OCTOBER, actor=None, now=on(10, 31, 22))
    with pytest.raises(MonthNotNext):
        close_month(OCTOBER, actor=None, now=NOW)
    close_month(NOVEMBER, actor=None, now=NOW)
    with pytest.raises(MonthNotOver):
        close_month(DECEMBER, actor=None, now=NOW)


@pytest.mark.django_db
def test_closing_is_a_right_of_its_own(django_user_model) -> None:
    book(on(10, 5))
    with pytest.raises(NotAllowed):
        close_month(OCTOBER, actor=django_user_model.objects.create_user("writer"), now=NOW)
    assert not ClosedMonth.objects.exists()


@pytest.mark.django_db
def test_the_database_keeps_closed_months_as_they_are() -> None:
    entry = book(on(10, 5))
    close_month(OCTOBER, actor=None, now=NOW)
    line = entry.transfers.get()
    for sql in (
        "UPDATE ledger_closedmonth SET note = 'x'",
        "DELETE FROM ledger_closedmonth",
        "TRUNCATE ledger_closedmonth CASCADE",
        "INSERT INTO ledger_closedmonth (month, figures, entries, digest, note, closed_at) "
        "VALUES ('2027-01-01', '[]', 0, '', '', now())",
        "INSERT INTO ledger_transfer (entry_id, debit_account_id, credit_account_id, currency, amount_minor) "
        f"VALUES ({entry.pk}, {line.debit_account_id}, {line.credit_account_id}, 'USD', 5)",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert closed_faults() == []


@pytest.mark.django_db
def test_figures_that_were_tampered_with_are_found() -> None:
    entry = book(on(10, 5))
    close_month(OCTOBER, actor=None, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE ledger_transfer SET amount_minor = 201 WHERE entry_id = %s", [entry.pk])
    assert "other figures" in closed_faults()[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_transfer SET amount_minor = 200 WHERE entry_id = %s", [entry.pk])
        cursor.execute("UPDATE ledger_closedmonth SET figures = '[]'")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert any("were changed" in fault for fault in closed_faults())


@pytest.mark.django_db
def test_exchange_differences_are_booked_by_the_close_or_said_to_wait(settings) -> None:
    settings.BASE_CURRENCY = "USD"
    book(on(10, 5), 10000, "EUR")
    assert "no rate of EUR" in close_month(OCTOBER, actor=None, now=NOW).note
    rates = [(date(2026, 10, 5), "1.10"), (date(2026, 11, 30), "1.15")]
    load_rates([DayRate(day, "EUR", Decimal(worth)) for day, worth in rates], base="USD", source="typed", now=NOW)
    assert close_month(NOVEMBER, actor=None, now=NOW).note == ""
    assert trial_balance_at(date(2026, 11, 30)).balance_minor("income:exchange", "USD") == 500
    with pytest.raises(RateFixed):
        load_rates([DayRate(date(2026, 11, 30), "EUR", Decimal(2))], base="USD", source="typed", now=NOW)


@pytest.mark.django_db
def test_the_command_closes_and_refuses_in_a_sentence(capsys) -> None:
    book(on(10, 5))
    call_command("close", "2026-10")
    with pytest.raises(CommandError, match="not the month that is closed next"):
        call_command("close", "2026-10")


history = st.lists(
    st.one_of(
        st.tuples(st.just("book"), st.integers(0, 91), st.integers(1, 10**9), st.sampled_from(["USD", "EUR", "JPY"])),
        st.tuples(st.just("close"), st.just(0), st.just(0), st.just("")),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(history)
@pytest.mark.django_db
def test_closed_figures_never_change_in_any_order_of_bookings_and_closings(happened) -> None:
    with transaction.atomic():
        kept: dict[date, list] = {}
        for what, offset, minor, currency in happened:
            month = month_to_close()
            if what == "book":
                book(on(9, 1) + timedelta(days=offset), minor, currency)
            elif month is not None and last_day(month) < date(2026, 12, 3):
                kept[month] = close_month(month, actor=None, now=NOW).figures
            for closed, figures in kept.items():
                assert figures_of(sums_until(last_day(closed))) == figures
        assert closed_faults() == []
        assert trial_balance().is_balanced
        assert figures_of(trial_balance_at(date(2027, 1, 1))) == figures_of(trial_balance())
        months = [entry.posted_on.replace(day=1) for entry in Entry.objects.all()]
        in_closed = sum(ClosedMonth.objects.values_list("entries", flat=True))
        assert in_closed == sum(month in kept for month in months)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_a_close_waits_for_the_booking_that_runs_and_takes_it_in() -> None:
    book(on(10, 5))
    inside, ended = threading.Event(), []

    def slow_booking() -> None:
        with transaction.atomic():
            book(on(10, 6), 700)
            inside.set()
            time.sleep(0.5)
            ended.append(time.monotonic())
        connections.close_all()

    booking = threading.Thread(target=slow_booking)
    booking.start()
    assert inside.wait(10)
    closed = close_month(OCTOBER, actor=None, now=NOW)
    assert ended
    assert time.monotonic() >= ended[0]
    booking.join()
    assert closed.entries == 2
    assert closed_faults() == []


@pytest.mark.django_db(transaction=True)
def test_a_booking_that_waits_for_the_close_lands_in_the_open_month() -> None:
    book(on(10, 5))
    closing, days = threading.Event(), []

    def late_booking() -> None:
        assert closing.wait(10)
        days.append(book(on(10, 6)).posted_on)
        connections.close_all()

    booking = threading.Thread(target=late_booking)
    booking.start()
    with transaction.atomic():
        close_month(OCTOBER, actor=None, now=NOW)
        closing.set()
        time.sleep(0.5)
        assert days == []
    booking.join()
    assert days == [NOVEMBER]
    assert Transfer.objects.count() == 2
    assert closed_faults() == []


@pytest.mark.django_db
def test_who_closed_a_month_is_kept(django_user_model) -> None:
    book(on(10, 5))
    person = get_user_model().objects.create_superuser("lead", "lead@example.org", "a long password")
    assert close_month(OCTOBER, actor=person, now=NOW).closed_by == person
