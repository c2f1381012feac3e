"""Statements and notifications are read to the cent, in every version, or refused whole with the line."""

from datetime import date

import pytest

from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.bank.rules.read_statements import read_statements
from smallfavor.bank.rules.statement_line import ReadStatement
from smallfavor.bank.tests.statement_files import OURS, PAYER, camt053, camt054, entry, transaction
from smallfavor.core.money import Money


def read(content: bytes) -> ReadStatement:
    (statement,) = read_statements(content)
    return statement


@pytest.mark.parametrize("version", ["02", "04", "06", "08", "10", "13"])
def test_a_gift_is_read_from_every_version(version: str) -> None:
    told = transaction(
        name="Nora Vos", text=["For the paper", "with thanks"], reference="RF18 5390 0754 7034", version=version
    )
    statement = read(camt053(entry("10.50", told, ref="B-1", version=version), version=version))
    (line,) = statement.lines
    assert (statement.kind, statement.account, statement.currency) == ("statement", OURS, "EUR")
    assert (line.amount, line.credit, line.booked_on) == (Money(1050, "EUR"), True, date(2026, 11, 2))
    assert (line.name, line.iban, line.reference) == ("Nora Vos", PAYER, "RF18539007547034")
    assert line.remittance == "For the paper\nwith thanks"
    assert line.end_to_end_id == ""


def test_prefixed_namespaces_are_read_alike() -> None:
    plain = camt053(entry("2.00", transaction(name="A"), ref="B-1"))
    prefixed = (
        plain.replace(b"<", b"<n:").replace(b"<n:/", b"</n:").replace(b"<n:?", b"<?").replace(b"xmlns=", b"xmlns:n=")
    )
    assert read(prefixed).lines[0].line_id == read(plain).lines[0].line_id


def test_balances_are_held_against_the_lines() -> None:
    lines = entry("10.00", ref="1"), entry("2.50", ref="2", side="DBIT")
    statement = read(camt053(*lines, opening="-5.00", closing="2.50"))
    assert (statement.opening_minor, statement.closing_minor) == (-500, 250)
    with pytest.raises(FileRefused, match="does not add up"):
        read(camt053(*lines, opening="-5.00", closing="2.51"))


def test_a_notification_and_the_statement_after_it_name_a_line_alike() -> None:
    told = entry("10.00", transaction(name="A", text=["x"]), ref="B-1")
    assert read(camt054(told)).lines[0].line_id == read(camt053(told)).lines[0].line_id


def test_the_lines_of_one_sum_are_told_apart_and_add_up() -> None:
    told = [transaction(amount=amount, name="A", tx_id=amount) for amount in ("4.00", "6.00")]
    lines = read(camt054(entry("10.00", *told, ref="B-1"))).lines
    assert [line.amount.minor for line in lines] == [400, 600]
    assert {line.entry_id for line in lines} == {"B-1"}
    assert all(line.part for line in lines)
    assert len({line.line_id for line in lines}) == 2


def test_details_that_do_not_add_up_leave_one_line_of_the_whole() -> None:
    told = [transaction(amount=amount, name="A") for amount in ("4.00", "5.00")]
    (line,) = read(camt054(entry("10.00", *told, ref="B-1"))).lines
    assert (line.amount.minor, line.name, line.part) == (1000, "", False)


def test_two_equal_gifts_of_one_day_are_two() -> None:
    told = entry("5.00", transaction(name="A", text=["gift"]))
    first, second = read(camt053(told, told)).lines
    assert first.line_id != second.line_id
    assert read(camt053(told, told)).lines == (first, second)


def test_what_a_payer_calls_it_does_not_make_next_month_the_same_line() -> None:
    told = transaction(name="A", end_to_end="STANDING-ORDER")
    first = read(camt053(entry("5.00", told, day="2026-11-02"))).lines[0]
    second = read(camt053(entry("5.00", told, day="2026-12-02"))).lines[0]
    assert first.line_id != second.line_id


def test_a_bank_that_uses_a_reference_for_two_amounts_loses_nothing() -> None:
    first, second = read(camt053(entry("5.00", ref="B-1"), entry("6.00", ref="B-1"))).lines
    assert first.line_id != second.line_id


def test_what_is_only_announced_is_left_out() -> None:
    statement = read(camt054(entry("5.00", status="PDNG"), entry("6.00", status="BOOK")))
    assert [line.amount.minor for line in statement.lines] == [600]
    assert statement.pending == 1


def test_a_debit_that_came_back_names_its_reason_and_its_fee() -> None:
    extra = (
        '<AmtDtls><InstdAmt><Amt Ccy="EUR">10.00</Amt></InstdAmt></AmtDtls>'
        '<Chrgs><Rcrd><Amt Ccy="EUR">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>'
    )
    told = transaction(name="Nora Vos", end_to_end="E2E-1", reason="AM04", extra=extra)
    (line,) = read(camt053(entry("13.00", told, side="DBIT"))).lines
    assert (line.credit, line.return_code, line.end_to_end_id) == (False, "AM04", "E2E-1")
    assert (line.amount.minor, line.fee, line.gross.minor) == (1300, Money(300, "EUR"), 1000)
    assert (line.name, line.iban) == ("Nora Vos", PAYER)


def test_charges_that_are_booked_apart_are_no_part_of_the_line() -> None:
    extra = '<Chrgs><Rcrd><Amt Ccy="EUR">3.00</Amt><ChrgInclInd>false</ChrgInclInd></Rcrd></Chrgs>'
    (line,) = read(camt053(entry("10.00", transaction(name="A", reason="MD06", extra=extra), side="DBIT"))).lines
    assert line.fee is None
    assert line.gross == line.amount


def test_money_sent_in_another_currency_is_told_in_both() -> None:
    extra = '<AmtDtls><InstdAmt><Amt Ccy="USD">10.00</Amt></InstdAmt></AmtDtls>'
    (line,) = read(camt053(entry("9.21", transaction(name="A", extra=extra)))).lines
    assert (line.amount, line.original) == (Money(921, "EUR"), Money(1000, "USD"))


def test_a_reversal_is_marked() -> None:
    (line,) = read(camt053(entry("9.00", side="DBIT", reversal=True))).lines
    assert (line.reversal, line.credit) == (True, False)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 0, "empty"),
        (b"<a", 1, "no XML"),
        (b"<Document/>", 1, "neither"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>', 1, "document type"),
        (b"<Document><BkToCstmrStmt></BkToCstmrStmt></Document>", 1, "holds no statement"),
        (camt053(entry("1.001")), 3, "more decimals"),
        (camt053(entry("ten")), 3, "can't read"),
        (camt053(entry("-1.00")), 3, "can't read"),
        (camt053(entry("1.00", currency="XXQ")), 3, "no currency"),
        (camt053(entry("1.00", currency="USD")), 3, "not in EUR"),
        (camt053(entry("1.00", side="")), 3, "came in or went out"),
        (camt053(entry("1.00", day="2026-13-01")), 3, "date"),
        (camt053(entry("1.00"), account=""), 3, "which account"),
        (b"<a>" * 60, 1, "too deep"),
        (b"PK\x03\x04", 0, "ZIP"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(content: bytes, line: int, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason) as caught:
        read_statements(content)
    assert caught.value.line == line
