"""Statements are read in once, whatever the bank tells twice, in which order, and in how many kinds of file."""

from datetime import timedelta

import pytest

from smallfavor.bank.models import BankLine, LineState, StatementFile
from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.bank.tests.conftest import NOW, read, the_line
from smallfavor.bank.tests.statement_files import OURS, camt053, camt054, entry, transaction
from smallfavor.bank.told import open_told

pytestmark = pytest.mark.django_db


def gift(amount: str = "10.00", *, reference: str = "", text: str = "for the paper", ref: str = "B-1", **named) -> str:
    return entry(amount, transaction(name="Nora Vos", text=[text], reference=reference), ref=ref, **named)


def test_the_same_file_again_changes_nothing() -> None:
    content = camt053(gift())
    assert not read(content).again
    assert read(content).again
    assert BankLine.objects.count() == StatementFile.objects.count() == 1


def test_the_same_lines_in_another_file_are_one(page) -> None:
    asked = page()
    read(camt053(gift(reference=asked.reference.code)))
    result = read(camt053(gift(reference=asked.reference.code), entry("2.00", ref="B-2"), number="S2"))
    assert result.file.known_lines == 1
    assert BankLine.objects.count() == 2
    assert asked.received.count() == 1


def test_a_notification_before_the_statement_counts_once(page) -> None:
    asked = page()
    read(camt054(gift(reference=asked.reference.code)))
    read(camt053(gift(reference=asked.reference.code)))
    line = the_line()
    assert line.notification is not None
    assert line.statement is not None
    assert asked.received.count() == 1


def test_a_notification_that_names_it_otherwise_counts_once(page) -> None:
    asked = page()
    read(camt053(gift(reference=asked.reference.code, ref="STATEMENT-7")))
    read(camt054(gift(reference=asked.reference.code, ref="NOTE-7")))
    assert BankLine.objects.count() == 1
    assert asked.received.count() == 1


def test_two_equal_gifts_of_one_day_are_two_in_both_kinds_of_file() -> None:
    two = [gift(ref="N-1"), gift(ref="N-2")]
    read(camt054(*two))
    read(camt053(gift(ref="S-1"), gift(ref="S-2")))
    assert BankLine.objects.count() == 2


def parts(*amounts: str) -> list[str]:
    return [transaction(amount=amount, name="A", tx_id=f"T{at}") for at, amount in enumerate(amounts)]


def test_a_sum_whose_parts_were_told_before_is_no_line_of_its_own() -> None:
    read(camt054(entry("10.00", *parts("5.00", "5.00"), ref="B-9")))
    result = read(camt053(entry("10.00", ref="B-9")))
    assert BankLine.objects.count() == 2
    assert result.file.known_lines == 1
    assert all(line.statement for line in BankLine.objects.all())


def test_an_open_sum_steps_back_for_its_parts() -> None:
    read(camt053(entry("10.00", ref="B-9")))
    read(camt054(entry("10.00", *parts("4.00", "6.00"), ref="B-9")))
    states = sorted(BankLine.objects.values_list("amount_minor", "state"))
    assert states == [(400, "open"), (600, "open"), (1000, "told_apart")]


def test_the_parts_of_a_sum_that_was_settled_are_not_counted_again() -> None:
    read(camt053(entry("10.00", ref="B-9")))
    BankLine.objects.update(state=LineState.OTHER)
    read(camt054(entry("10.00", *parts("4.00", "6.00"), ref="B-9")))
    assert BankLine.objects.count() == 1


def test_a_reference_of_the_bank_that_comes_again_after_a_month_is_another_line() -> None:
    read(camt053(entry("5.00", ref="STANDING", day="2026-10-02")))
    read(camt053(entry("5.00", ref="STANDING", day="2026-11-02")))
    assert BankLine.objects.count() == 2


def test_statements_out_of_order_settle_alike(page) -> None:
    asked = page(recurs=True, now=NOW - timedelta(days=40))
    code = asked.reference.code
    read(camt053(gift(reference=code, ref="2", day="2026-11-02"), number="S2"))
    read(camt053(gift(reference=code, ref="1", day="2026-10-15"), number="S1"))
    assert sorted(BankLine.objects.values_list("state", flat=True)) == ["early", "matched"]


def test_what_payers_say_is_sealed() -> None:
    read(camt053(gift(text="in memory of Anna")))
    line = the_line()
    assert b"Anna" not in bytes(line.told_sealed or b"")
    assert (open_told(line).remittance, open_told(line).name) == ("in memory of Anna", "Nora Vos")


def test_a_statement_of_another_account_is_refused() -> None:
    with pytest.raises(FileRefused, match="ends in 4300"):
        read(camt053(gift(), account="NL91ABNA0417164300"))
    assert not BankLine.objects.exists()


def test_a_file_with_one_bad_line_leaves_nothing_behind() -> None:
    with pytest.raises(FileRefused):
        read(camt053(gift(), entry("1.001")))
    assert not StatementFile.objects.exists()


def test_days_are_not_read_from_a_table_and_a_statement_both() -> None:
    table = b"Booking Date,Amount,Name\n2026-11-02,10.00,Nora Vos\n"
    read(camt053(gift()))
    with pytest.raises(FileRefused, match="count twice"):
        read(table, iban=OURS)
    read(table.replace(b"11-02", b"11-03"), iban=OURS)
    with pytest.raises(FileRefused, match="count twice"):
        read(camt053(gift(day="2026-11-03", ref="B-3")))
