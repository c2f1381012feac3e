"""Exchange differences: the rule's own tables, its promise for any run of events, and the monthly booking."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.money import Money, parse_major
from smallfavor.core.tests.tables import table
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.actions.load_rates import load_rates
from smallfavor.ledger.actions.revalue import revalue
from smallfavor.ledger.models import Entry, EntryKind
from smallfavor.ledger.queries import trial_balance
from smallfavor.ledger.rules.exchange import Movement, RateMissing, RateTable, exchange_difference_minor
from smallfavor.ledger.rules.rate_file import DayRate

NOW = datetime(2026, 12, 3, 12, tzinfo=UTC)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def rates_of_the_page() -> list[DayRate]:
    rows = table("exchange.md", header="day")
    return [DayRate(date.fromisoformat(row["day"]), row["currency"], Decimal(row["rate"])) for row in rows]


def money(text: str) -> Money:
    amount, currency = text.split()
    return parse_major(amount, currency)


def book_row(row: dict[str, str], name: str) -> None:
    first, _, second = row["amount"].partition(" for ")
    lines = [TransferLine("assets:sandbox", "income:once", money(first))]
    if second:
        lines = [
            TransferLine("equity:conversion", "assets:sandbox", money(first)),
            TransferLine("assets:bank", "equity:conversion", money(second)),
        ]
    at = datetime.fromisoformat(f"{row['posted on']}T12:00+00:00")
    kind = EntryKind.PAYOUT if second else EntryKind.CAPTURE
    book_entry(kind=kind, provider_object=name, payment_uuid=None, happened_at=at, booked_at=at, transfers=lines)


def booked(entry: Entry | None) -> int:
    if entry is None:
        return 0
    line = entry.transfers.get()
    return line.amount_minor if line.credit_account.code == "income:exchange" else -line.amount_minor


@pytest.mark.django_db
def test_the_worked_example_is_booked_as_it_is_written(settings) -> None:
    settings.BASE_CURRENCY = "USD"
    load_rates(rates_of_the_page(), base="USD", source="the page", now=NOW)
    rows = table("exchange.md", header="posted on")
    for number, row in enumerate(rows):
        book_row(row, f"sandbox/{number}")
    wanted = {"2026-10-31": 0, "2026-11-30": 0}
    for row in rows:
        wanted[row["reckoned on"]] += int(Decimal(row["difference booked, USD"]) * 100)
    assert booked(revalue(OCTOBER, now=NOW)) == wanted["2026-10-31"] == 200
    assert booked(revalue(NOVEMBER, now=NOW)) == wanted["2026-11-30"] == -480
    assert Entry.objects.get(provider_object="revaluation/2026-11").posted_on == date(2026, 11, 30)


@pytest.mark.django_db
def test_a_month_is_reckoned_once_and_what_comes_late_is_made_up_for(settings) -> None:
    settings.BASE_CURRENCY = "USD"
    load_rates(rates_of_the_page(), base="USD", source="the page", now=NOW)
    first, *others = table("exchange.md", header="posted on")
    book_row(first, "sandbox/0")
    assert revalue(OCTOBER, now=NOW) == revalue(OCTOBER, now=NOW)
    book_row(first, "sandbox/late")  # another 100 EUR on 5 October, after October was reckoned
    for number, row in enumerate(others, 1):
        book_row(row, f"sandbox/{number}")
    # 100 EUR from 1.10 to 1.05 lose 5.00, beside the -4.80 of the page.
    assert booked(revalue(NOVEMBER, now=NOW)) == -980


@pytest.mark.django_db
def test_without_a_rate_nothing_is_booked_and_nothing_guessed(settings) -> None:
    settings.BASE_CURRENCY = "USD"
    book_row({"posted on": "2026-10-05", "amount": "100.00 EUR"}, "sandbox/1")
    with pytest.raises(RateMissing, match="EUR"):
        revalue(OCTOBER, now=NOW)
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_books_in_the_base_currency_alone_have_no_difference(settings) -> None:
    settings.BASE_CURRENCY = "USD"
    book_row({"posted on": "2026-10-05", "amount": "100.00 USD"}, "sandbox/1")
    assert revalue(OCTOBER, now=NOW) is None
    assert trial_balance().balance_minor("equity:conversion", "USD") == 0


def test_a_rate_older_than_a_week_is_not_used() -> None:
    rates = RateTable("USD", {"EUR": [(date(2026, 11, 1), Decimal("1.1"))]})
    assert rates.worth("EUR", date(2026, 11, 8)) == Decimal("1.1")
    for day in (date(2026, 11, 9), date(2026, 10, 31)):
        with pytest.raises(RateMissing):
            rates.worth("EUR", day)
    with pytest.raises(RateMissing):
        rates.worth("GBP", date(2026, 11, 1))


def test_currencies_with_no_and_with_three_decimals_are_valued_right() -> None:
    day = date(2026, 11, 1)
    rates = RateTable("USD", {"JPY": [(day, Decimal("0.0066"))], "KWD": [(day, Decimal("3.26"))]})
    assert rates.value(3000, "JPY", day) == 1980
    assert rates.value(1_500, "KWD", day) == 489


DAYS = [date(2026, 11, 1) + timedelta(days=offset) for offset in range(5)]
events = st.lists(
    st.tuples(
        st.sampled_from(DAYS),
        st.sampled_from(["gift", "refund", "fee", "convert", "rebook"]),
        st.sampled_from(["EUR", "JPY", "KWD"]),
        st.integers(1, 10**7),
        st.integers(1, 10**7),
    ),
    max_size=12,
)
worths = st.dictionaries(
    st.tuples(st.sampled_from(["EUR", "JPY", "KWD"]), st.sampled_from(DAYS)),
    st.decimals("0.0001", "5", places=4),
    min_size=15,
    max_size=15,
)


@given(events, worths)
def test_what_is_held_is_always_income_less_expenses_with_the_differences(happened, worth) -> None:
    rates = RateTable("USD", {c: [(day, worth[c, day]) for day in DAYS] for c in ("EUR", "JPY", "KWD")})
    movements, earned, held = [], Decimal(0), {"EUR": 0, "JPY": 0, "KWD": 0, "USD": 0}
    for day, what, currency, minor, got in happened:
        if what == "convert":
            movements += [
                Movement(day, currency, -minor, held=True),
                Movement(day, currency, minor, held=False),
                Movement(day, "USD", -got, held=False),
            ]
            held[currency] -= minor
            held["USD"] += got
        elif what != "rebook":
            minor = minor if what == "gift" else -minor
            movements.append(Movement(day, currency, minor, held=True))
            earned += rates.value(minor, currency, day)
            held[currency] += minor
    difference = exchange_difference_minor(movements, at=DAYS[-1], rates=rates)
    worth_now = sum((rates.value(minor, currency, DAYS[-1]) for currency, minor in held.items()), Decimal(0))
    assert abs(worth_now - earned - difference) <= Decimal("0.5")
