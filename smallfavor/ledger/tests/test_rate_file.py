"""Files of exchange rates: both layouts, and what is refused whole."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from smallfavor.ledger.actions.load_rates import load_rates
from smallfavor.ledger.models import Rate
from smallfavor.ledger.rules.rate_file import DayRate, RateFileInvalid, read_rates

BANK = "Date,USD,JPY,GBP,\n2026-11-24,1.0853,163.5,0.8412,\n2026-11-23,1.08,N/A,0.84,\n"
PLAIN = "day,currency,rate\n2026-11-24,EUR,1.0853\n2026-11-24,JPY,0.0066\n"
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def test_the_banks_history_is_turned_round_through_the_euro() -> None:
    rates = {(rate.day.day, rate.currency): rate.worth for rate in read_rates(BANK, base="USD")}
    assert rates[24, "EUR"] == Decimal("1.0853")
    assert rates[24, "GBP"] == (Decimal("1.0853") / Decimal("0.8412")).quantize(Decimal("1e-15"))
    assert (23, "JPY") not in rates
    assert (24, "USD") not in rates


def test_against_the_euro_a_currency_is_worth_the_inverse() -> None:
    rates = {(rate.day.day, rate.currency): rate.worth for rate in read_rates(BANK, base="EUR")}
    assert rates[23, "USD"] == (1 / Decimal("1.08")).quantize(Decimal("1e-15"))
    assert (24, "EUR") not in rates


def test_plain_lines_are_taken_as_they_are() -> None:
    assert read_rates(PLAIN, base="USD")[1] == DayRate(date(2026, 11, 24), "JPY", Decimal("0.0066"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "line 1"),
        ("a,b\n1,2\n", "line 1"),
        ("day,currency,rate\n", "line 2"),
        (PLAIN + "2026-13-01,EUR,1.1\n", "line 4"),
        (PLAIN + "2026-11-25,EUR,0\n", "line 4"),
        (PLAIN + "2026-11-25,EUR,-1.1\n", "line 4"),
        (PLAIN + "2026-11-25,EUR,NaN\n", "line 4"),
        (PLAIN + "2026-11-25,EUR,1e30\n", "line 4"),
        (PLAIN + "2026-11-25,EUR,1.0.1\n", "line 4"),
        (PLAIN + "2026-11-25,QQQ,1.1\n", "line 4"),
        (PLAIN + "2026-11-25,USD,1.1\n", "line 4"),
        (PLAIN + "2026-11-25,EUR\n", "line 4"),
        (PLAIN + "2026-11-24,EUR,1.2\n", "line 4"),
        ("Date,USD,JPY,\n2026-11-24,1.0853,x,\n", "line 2"),
        ("Date,JPY,\n2026-11-24,163.5,\n", "line 2"),
        ("Date,USD,XQX,\n2026-11-24,1.08,2,\n", "line 2"),
    ],
)
def test_a_wrong_file_is_refused_whole_with_its_line(text: str, line: str) -> None:
    with pytest.raises(RateFileInvalid, match=line):
        read_rates(text, base="USD")


@pytest.mark.django_db
def test_the_command_keeps_all_lines_or_none(tmp_path: Path, settings) -> None:
    settings.BASE_CURRENCY = "USD"
    file = tmp_path / "rates.csv"
    file.write_text(PLAIN + "2026-11-25,EUR,oops\n")
    with pytest.raises(CommandError, match="line 4"):
        call_command("rates", str(file))
    assert not Rate.objects.exists()
    file.write_text(PLAIN)
    call_command("rates", str(file))
    call_command("rates", str(file))
    assert Rate.objects.count() == 2


@pytest.mark.django_db
def test_an_open_days_rate_can_be_set_right() -> None:
    load_rates([DayRate(date(2026, 11, 24), "EUR", Decimal("10.853"))], base="USD", source="typed", now=NOW)
    assert load_rates([DayRate(date(2026, 11, 24), "EUR", Decimal("1.0853"))], base="USD", source="typed", now=NOW) == 1
    assert Rate.objects.get().worth == Decimal("1.0853")
