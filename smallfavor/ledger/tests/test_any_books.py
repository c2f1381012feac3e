"""Any books at all: whatever is booked, booked again, booked otherwise or tampered with, every account says what a
plain sum says, and what stands is never changed.
"""

import uuid
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import EntryDiffers, TransferLine, book_entry
from smallfavor.ledger.models import Entry, EntryKind, Transfer
from smallfavor.ledger.queries import trial_balance

CODES = ["assets:sandbox", "assets:bank", "income:once", "income:monthly", "expenses:fees", "liabilities:duplicates"]
LINES = st.builds(
    lambda pair, minor, currency: TransferLine(pair[0], pair[1], Money(minor, currency)),
    st.lists(st.sampled_from(CODES), min_size=2, max_size=2, unique=True),
    st.integers(1, 10**12),
    st.sampled_from(["USD", "EUR", "JPY"]),
)
TAMPERING = [
    "UPDATE ledger_transfer SET amount_minor = amount_minor + 1",
    "UPDATE ledger_entry SET provider_object = 'x'",
    "DELETE FROM ledger_transfer",
    "DELETE FROM ledger_entry",
    "TRUNCATE ledger_transfer, ledger_entry CASCADE",
]


class AnyBooks(RuleBasedStateMachine):
    """`booked` is what a bookkeeper with a pencil would have: (kind, object) and its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint._from_testcase = True  # as Django's own tests do: durable blocks may stand inside
        self.savepoint.__enter__()
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
        self.booked: dict[tuple[EntryKind, str], tuple[int, list[TransferLine]]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def book(self, kind: EntryKind, name: str, lines: list[TransferLine]) -> Entry:
        return book_entry(
            kind=kind, provider_object=name, payment_uuid=uuid.uuid4(), happened_at=self.now, booked_at=self.now,
            transfers=lines,
        )  # fmt: skip

    def pick(self, number: int) -> tuple[EntryKind, str]:
        return list(self.booked)[number % len(self.booked)]

    @rule(days=st.integers(1, 400))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(kind=st.sampled_from(list(EntryKind)), lines=st.lists(LINES, min_size=1, max_size=3))
    def something_happens(self, kind: EntryKind, lines: list[TransferLine]) -> None:
        name = f"sandbox/{len(self.booked)}"
        self.booked[kind, name] = (self.book(kind, name, lines).pk, lines)

    @precondition(lambda self: self.booked)
    @rule(number=st.integers(0, 99), turned=st.booleans())
    def it_is_told_again(self, number: int, turned: bool) -> None:
        kind, name = self.pick(number)
        standing, lines = self.booked[kind, name]
        assert self.book(kind, name, lines[::-1] if turned else lines).pk == standing

    @precondition(lambda self: self.booked)
    @rule(number=st.integers(0, 99), more=st.integers(1, 1000))
    def it_is_told_otherwise(self, number: int, more: int) -> None:
        kind, name = self.pick(number)
        first, *others = self.booked[kind, name][1]
        wrong = TransferLine(first.debit, first.credit, Money(first.amount.minor + more, first.amount.currency))
        with pytest.raises(EntryDiffers), transaction.atomic():
            self.book(kind, name, [wrong, *others])

    @precondition(lambda self: self.booked)
    @rule(how=st.sampled_from(TAMPERING))
    def somebody_tampers(self, how: str) -> None:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(how)

    @invariant()
    def every_account_is_the_sum_of_its_lines(self) -> None:
        debit, credit = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for _, lines in self.booked.values():
            for line in lines:
                debit[line.debit, line.amount.currency] += line.amount.minor
                credit[line.credit, line.amount.currency] += line.amount.minor
        balance = trial_balance()
        for account in balance.accounts:
            key = (account.code, account.currency)
            assert (account.debit_minor, account.credit_minor) == (debit[key], credit[key])
        assert balance.is_balanced
        assert {(a.code, a.currency) for a in balance.accounts} >= debit.keys() | credit.keys()

    @invariant()
    def nothing_is_booked_twice_or_lost(self) -> None:
        assert Entry.objects.count() == len(self.booked)
        assert Transfer.objects.count() == sum(len(lines) for _, lines in self.booked.values())


@pytest.mark.django_db
def test_any_books_are_the_sum_of_what_was_booked() -> None:
    run_state_machine_as_test(
        AnyBooks,
        settings=settings(max_examples=12, stateful_step_count=20, deadline=None,
                          suppress_health_check=list(HealthCheck), print_blob=True),
    )  # fmt: skip
