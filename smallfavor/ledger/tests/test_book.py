"""Booking an entry, and what the database refuses."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import EntryDiffers, TransferLine, book_entry
from smallfavor.ledger.models import Account, Entry, EntryKind, Transfer
from smallfavor.ledger.queries import income_between, income_by_month, trial_balance
from smallfavor.ledger.rules.chart import CodeInvalid, account_kind

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CODES = ["assets:sandbox", "assets:bank", "income:once", "income:monthly", "expenses:fees", "liabilities:duplicates"]

pytestmark = pytest.mark.django_db


def line(minor: int = 200, currency: str = "USD", debit: str = "assets:sandbox", credit: str = "income:once"):
    return TransferLine(debit, credit, Money(minor, currency))


def book(provider_object: str = "sandbox/ch_1", *, lines=None, kind=EntryKind.CAPTURE, at=NOW) -> Entry:
    return book_entry(
        kind=kind, provider_object=provider_object, payment_uuid=uuid.uuid4(),
        happened_at=at, booked_at=NOW, transfers=lines or [line()],
    )  # fmt: skip


def refuses(sql: str, *parameters: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def test_an_entry_moves_its_amount_between_two_accounts() -> None:
    book()
    balance = trial_balance()
    assert balance.balance_minor("assets:sandbox", "USD") == 200
    assert balance.balance_minor("income:once", "USD") == 200
    assert balance.is_balanced
    assert balance.totals == {"USD": (200, 200)}


def test_the_same_event_is_booked_once() -> None:
    assert book() == book()
    assert Entry.objects.count() == Transfer.objects.count() == 1


def test_the_same_event_with_another_amount_is_refused() -> None:
    book()
    with pytest.raises(EntryDiffers):
        book(lines=[line(300)])
    assert trial_balance().balance_minor("income:once", "USD") == 200


def test_a_refund_of_the_same_object_is_an_event_of_its_own() -> None:
    book()
    book(kind=EntryKind.REFUND, lines=[line(debit="income:once", credit="assets:sandbox")])
    assert trial_balance().balance_minor("income:once", "USD") == 0


def test_an_entry_without_transfers_is_refused_by_the_action_and_by_the_database() -> None:
    with pytest.raises(ValueError, match="at least one transfer"):
        book_entry(
            kind=EntryKind.CAPTURE, provider_object="x/1", payment_uuid=None,
            happened_at=NOW, booked_at=NOW, transfers=[],
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        Entry.objects.create(
            kind="capture", provider_object="x/2", happened_at=NOW, booked_at=NOW, posted_on=NOW.date()
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("minor", [0, -1])
def test_a_transfer_of_nothing_or_less_is_refused(minor: int) -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        line(minor)
    entry = book()
    standing = entry.transfers.get()
    refuses(
        "INSERT INTO ledger_transfer (entry_id, debit_account_id, credit_account_id, currency, amount_minor)"
        " VALUES (%s, %s, %s, 'USD', %s)",
        entry.pk, standing.debit_account_id, standing.credit_account_id, minor,
    )  # fmt: skip


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_transfer", "ledger_account"])
def test_the_books_refuse_update_delete_and_truncate(table: str) -> None:
    book()
    column = {"ledger_entry": "kind", "ledger_transfer": "currency", "ledger_account": "code"}[table]
    refuses(f"UPDATE {table} SET {column} = {column}")
    refuses(f"DELETE FROM {table}")
    refuses(f"TRUNCATE {table} CASCADE")
    assert trial_balance().balance_minor("income:once", "USD") == 200


def test_a_transfer_cannot_touch_an_account_of_another_currency() -> None:
    entry = book()
    euro = Account.objects.create(code="assets:sandbox", kind="asset", currency="EUR")
    standing = entry.transfers.get()
    for currency in ("USD", "EUR"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer.objects.create(
                entry=entry, debit_account=euro, credit_account_id=standing.credit_account_id,
                currency=currency, amount_minor=5,
            )  # fmt: skip


@pytest.mark.parametrize("code", ["income", "money:once", "income:", "Income:once", "income:one two", ""])
def test_a_code_outside_the_chart_is_refused(code: str) -> None:
    with pytest.raises(CodeInvalid):
        account_kind(code)


def test_income_is_counted_in_the_papers_month_and_refunds_in_theirs() -> None:
    book("s/1", at=datetime(2026, 10, 31, 21, 30, tzinfo=UTC))  # 23:30 in Riga
    book("s/2", at=datetime(2026, 10, 31, 22, 30, tzinfo=UTC), lines=[line(500)])  # 1 November there
    book("s/3", at=NOW, kind=EntryKind.REFUND, lines=[line(200, debit="income:once", credit="assets:sandbox")])
    months = {(row.month, row.code): row.amount_minor for row in income_by_month()}
    assert months == {(date(2026, 10, 1), "income:once"): 200, (date(2026, 11, 1), "income:once"): 300}
    assert [row.amount_minor for row in income_between(date(2026, 11, 23), date(2026, 11, 30))] == [-200]


lines_of_one_entry = st.lists(
    st.builds(
        lambda pair, minor, currency: TransferLine(pair[0], pair[1], Money(minor, currency)),
        st.lists(st.sampled_from(CODES), min_size=2, max_size=2, unique=True),
        st.integers(1, 10**15),
        st.sampled_from(["USD", "EUR", "JPY"]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 5), lines_of_one_entry), max_size=8))
def test_books_balance_whatever_is_booked_and_however_often(events) -> None:
    """Any run of events, repeated and contradicting ones among them: the books are what the first of each said."""
    with transaction.atomic():
        first: dict[int, list[TransferLine]] = {}
        for number, lines in events:
            stands = first.setdefault(number, lines)
            if sorted(stands, key=repr) == sorted(lines, key=repr):
                book(f"s/{number}", lines=lines)
            else:
                with pytest.raises(EntryDiffers):
                    book(f"s/{number}", lines=lines)
        balance = trial_balance()
        assert balance.is_balanced
        for currency in ("USD", "EUR", "JPY"):
            expected = sum(x.amount.minor for lines in first.values() for x in lines if x.amount.currency == currency)
            assert balance.totals.get(currency, (0, 0)) == (expected, expected)
        transaction.set_rollback(True)
