"""The money report: words, drawing, table and file tell the same numbers, and they are the ledger's."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from smallfavor.insight.queries.money_in import months_of_income
from smallfavor.insight.queries.recurring import months_of_pledges
from smallfavor.payments.models import Payment, StateChange

Paid = Callable[..., Payment]
ZONE = ZoneInfo("Europe/Riga")


def today() -> date:
    return datetime.now(ZONE).date()


def test_income_stands_in_its_month_by_interval(paid: Paid) -> None:
    paid(250), paid(200, interval="monthly"), paid(2400, interval="yearly")
    (row,) = [row for row in months_of_income(today=today(), months=3, zone=ZONE)["USD"] if row.total_minor]
    assert (row.once_minor, row.monthly_minor, row.yearly_minor) == (250, 200, 2400)
    assert row.total_minor == 2850


def test_months_without_income_stand_there_with_zeros(paid: Paid) -> None:
    paid(250)
    assert [row.total_minor for row in months_of_income(today=today(), months=4, zone=ZONE)["USD"]] == [0, 0, 0, 250]


def test_the_papers_main_currency_comes_first(paid: Paid) -> None:
    paid(90_000, currency="JPY"), paid(900, currency="EUR"), paid(250)
    assert list(months_of_income(today=today(), months=2, zone=ZONE)) == ["USD", "EUR", "JPY"]


def test_recurring_revenue_takes_a_twelfth_of_a_yearly_pledge(paid: Paid) -> None:
    paid(200, interval="monthly"), paid(2400, interval="yearly"), paid(5000)
    last = months_of_pledges(now=datetime.now(UTC), months=2, zone=ZONE)["USD"][-1]
    assert (last.pledges, last.monthly_minor) == (2, 400)


def test_a_pledge_that_was_stopped_counts_no_more(paid: Paid) -> None:
    gift = paid(200, interval="monthly")
    StateChange.objects.create(pledge=gift.pledge, state="cancelled", actor="supporter", happened_at=datetime.now(UTC))
    assert months_of_pledges(now=datetime.now(UTC), months=2, zone=ZONE) == {}


def test_a_pledge_counted_before_it_was_stopped(paid: Paid) -> None:
    gift = paid(200, interval="monthly", days_ago=70)
    StateChange.objects.create(pledge=gift.pledge, state="cancelled", actor="supporter", happened_at=datetime.now(UTC))
    rows = months_of_pledges(now=datetime.now(UTC), months=3, zone=ZONE)["USD"]
    assert [row.monthly_minor for row in rows][1:] == [200, 0]


def test_the_report_says_draws_and_lists_the_same_numbers(editor: Client, paid: Paid) -> None:
    paid(250), paid(200, interval="monthly")
    page = editor.get("/desk/money/").content.decode()
    assert "$4.50 came in this month so far." in page
    assert "1 pledge brings $2 a month." in page
    assert page.count("<svg") >= 2
    rows = list(csv.DictReader(editor.get("/desk/money/money-in-USD.csv").content.decode().splitlines()))
    assert (rows[0]["Together"], rows[0]["Every month"], rows[0]["Currency"]) == ("4.50", "2.00", "USD")


def test_amounts_without_decimals_stay_whole(editor: Client, paid: Paid) -> None:
    paid(300, currency="JPY")
    assert "¥300 came in" in editor.get("/desk/money/?currency=JPY").content.decode()
    assert ",300,JPY" in editor.get("/desk/money/money-in-JPY.csv").content.decode()


def test_an_empty_report_says_what_to_do(editor: Client) -> None:
    assert "No money has come in yet" in editor.get("/desk/money/").content.decode()


@pytest.mark.parametrize("path", ["?currency=XXX", "money-in-XXX.csv", "nonsense-USD.csv"])
def test_what_is_not_there_is_not_found(editor: Client, paid: Paid, path: str) -> None:
    paid(250)
    assert editor.get(f"/desk/money/{path}").status_code == 404


def test_without_the_right_the_report_stays_closed(writer: Client) -> None:
    assert writer.get("/desk/money/").status_code == 302
    assert writer.get("/desk/money/money-in-USD.csv").status_code == 302
