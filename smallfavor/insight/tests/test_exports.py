"""The books as files: what Beancount checks, what bookkeeping programs read, and what is refused."""

import csv
import io
import subprocess
import sys
import uuid
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from smallfavor.core.money import Money
from smallfavor.insight.exports.beancount import account_name, quoted
from smallfavor.insight.exports.datev_columns import COLUMNS
from smallfavor.insight.exports.mapping import MappingInvalid, read_mapping
from smallfavor.insight.tests.many_entries import fill_books
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import EntryKind
from smallfavor.ledger.queries import trial_balance, trial_balance_at

pytestmark = pytest.mark.django_db

MAPPING = "code,account\nassets:sandbox,1360\nincome:once,8200\nexpenses:fees,4970\n"


def book(name: str, *lines: TransferLine, kind: EntryKind = EntryKind.CAPTURE, day: int = 5) -> None:
    at = datetime(2026, 10, day, 12, tzinfo=UTC)
    book_entry(
        kind=kind, provider_object=f"sandbox/{name}", payment_uuid=uuid.uuid4(), happened_at=at, booked_at=at,
        transfers=lines,
    )  # fmt: skip


@pytest.fixture
def october() -> None:
    """Two gifts and a fee on the 5th, a gift on the 6th, one of 300 yen."""
    gift = TransferLine("assets:sandbox", "income:once", Money(1250, "USD"))
    book("=cmd|1", gift), book("2", gift), book("3", gift, day=6)
    book("1", TransferLine("expenses:fees", "assets:sandbox", Money(58, "USD")), kind=EntryKind.FEE)
    book("4", TransferLine("assets:sandbox", "income:once", Money(300, "JPY")))


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    file = tmp_path / "accounts.csv"
    file.write_text(MAPPING)
    return file


def exported(tmp_path: Path, *arguments: str, encoding: str = "utf-8") -> str:
    file = tmp_path / "out"
    call_command("export", *arguments, "-o", str(file), stderr=io.StringIO())
    return file.read_bytes().decode(encoding)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def bean_check(file: Path) -> None:
    """Beancount's own checker, as a bookkeeper calls it."""
    checker = Path(sys.executable).with_name("bean-check")
    done = subprocess.run([checker, "--no-cache", str(file)], capture_output=True, text=True, timeout=100, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def totals_in(text: str) -> dict[tuple[str, str], Decimal]:
    """What the file's own postings add up to, by account and currency."""
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in text.splitlines():
        if line.startswith("  ") and line.strip()[0].isupper():
            account, amount, currency = line.split()
            sums[account, currency] += Decimal(amount)
    return sums


def test_beancount_agrees_with_thousands_of_entries_of_every_kind(tmp_path: Path) -> None:
    """A hundred thousand take Beancount a minute: `python -m bench.beancount`."""
    fill_books(7_000)
    text = exported(tmp_path, "beancount")
    bean_check(tmp_path / "out")
    ours = {
        (account_name(row.code), row.currency): Money(row.net_minor, row.currency).major
        for row in trial_balance().accounts
        if row.moved
    }
    assert totals_in(text) == ours
    assert text.count("\n  kind: ") == 7_000
    assert {kind for kind in EntryKind.values if f'kind: "{kind}"' in text} == set(EntryKind.values)


def test_bean_check_would_find_a_wrong_amount(tmp_path: Path, october: None) -> None:
    text = exported(tmp_path, "beancount")
    (tmp_path / "out").write_text(text.replace("12.50 USD", "12.51 USD", 1))
    with pytest.raises(AssertionError):
        bean_check(tmp_path / "out")


def test_one_month_brings_forward_what_was_before(tmp_path: Path, october: None) -> None:
    text = exported(tmp_path, "beancount", "--from", "2026-10-06", "--to", "2026-10-31")
    bean_check(tmp_path / "out")
    assert text.count("  kind:") == 1
    assert "Brought forward" in text
    assert "2026-11-01 balance Income:Once -37.50 USD" in text
    assert "2026-11-01 balance Income:Once -300 JPY" in text


def test_names_and_texts_are_written_as_beancount_reads_them() -> None:
    assert account_name("assets:stripe_eur-2") == "Assets:Stripe--eur-2"
    assert quoted('a "b"\n\\c') == '"a \\"b\\" \\\\c"'


def test_the_journal_and_the_trial_balance_come_as_plain_csv(tmp_path: Path, october: None) -> None:
    rows = rows_of(exported(tmp_path, "journal", "--month", "2026-10"))
    assert [row["amount"] for row in rows] == ["12.50", "12.50", "0.58", "300", "12.50"]
    assert rows[0]["object"] == "sandbox/=cmd|1"
    balance = rows_of(exported(tmp_path, "trial-balance", "--to", "2026-10-05"))
    sandbox = next(row for row in balance if row["account"] == "assets:sandbox" and row["currency"] == "USD")
    assert (sandbox["debit"], sandbox["credit"], sandbox["balance"]) == ("25.00", "0.58", "24.42")
    assert trial_balance_at(date(2026, 10, 5)).is_balanced


def test_income_is_told_apart_by_account(tmp_path: Path, october: None) -> None:
    rows = rows_of(exported(tmp_path, "income", "--by", "account"))
    assert {(row["currency"], row["account"], row["income"]) for row in rows} == {
        ("JPY", "income:once", "300"),
        ("USD", "income:once", "37.50"),
    }


def test_xero_gets_balanced_journals_of_each_day(tmp_path: Path, october: None, mapping: Path) -> None:
    text = exported(tmp_path, "csv", "--format", "xero", "--mapping", str(mapping), "--month", "2026-10")
    rows = rows_of(text)
    assert text.startswith("*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount,")
    assert [(row["*Date"], row["*AccountCode"], row["*Amount"]) for row in rows] == [
        ("05/10/2026", "1360", "25.00"), ("05/10/2026", "8200", "-25.00"),
        ("05/10/2026", "4970", "0.58"), ("05/10/2026", "1360", "-0.58"),
        ("06/10/2026", "1360", "12.50"), ("06/10/2026", "8200", "-12.50"),
    ]  # fmt: skip
    assert all(row["*TaxRate"] == "Tax Exempt" for row in rows)


def test_quickbooks_gets_one_journal_entry_for_each_of_ours(tmp_path: Path, october: None, mapping: Path) -> None:
    arguments = ("--format", "quickbooks", "--mapping", str(mapping), "--month", "2026-10", "--per", "entry")
    rows = rows_of(exported(tmp_path, "csv", *arguments))
    assert len(rows) == 8
    assert [(row["Journal Date"], row["Account Name"], row["Debits"], row["Credits"]) for row in rows[:2]] == [
        ("10/05/2026", "1360", "12.50", ""),
        ("10/05/2026", "8200", "", "12.50"),
    ]
    assert rows[0]["Journal No"] == rows[1]["Journal No"] != rows[2]["Journal No"]
    assert rows[0]["Description"] == "capture sandbox/=cmd|1"


def test_datev_gets_its_header_its_columns_and_decimal_commas(tmp_path: Path, october: None, mapping: Path) -> None:
    arguments = ("--format", "datev", "--mapping", str(mapping), "--month", "2026-10")
    numbers = ("--consultant", "1001", "--client", "42")
    text = exported(tmp_path, "csv", *arguments, *numbers, encoding="cp1252")
    assert text.endswith("\r\n")
    header, columns, *rows = [line.split(";") for line in text.strip().split("\r\n")]
    assert header[:5] == ['"EXTF"', "700", "21", '"Buchungsstapel"', "13"]
    assert header[10:16] == ["1001", "42", "20260101", "4", "20261001", "20261031"]
    assert (len(header), header[21]) == (31, '"USD"')
    assert len(COLUMNS) == len(columns) == 125
    assert columns[7] == "Gegenkonto (ohne BU-Schlüssel)"
    assert [(row[0], row[1], row[6], row[7], row[9]) for row in rows] == [
        ("25,00", '"S"', "1360", "8200", "0510"),
        ("0,58", '"S"', "4970", "1360", "0510"),
        ("12,50", '"S"', "1360", "8200", "0610"),
    ]
    assert all(len(row) == 125 for row in rows)


def test_other_currencies_are_named_and_come_in_files_of_their_own(
    tmp_path: Path, october: None, mapping: Path, settings
) -> None:
    settings.BASE_CURRENCY = "USD"
    said = io.StringIO()
    arguments = ["export", "csv", "--format", "xero", "--mapping", str(mapping), "-o", str(tmp_path / "out")]
    call_command(*arguments, stderr=said)
    assert "JPY" in said.getvalue()
    call_command(*arguments, "--currency", "JPY", stderr=said)
    assert [row["*Amount"] for row in rows_of((tmp_path / "out").read_text())] == ["300", "-300"]


def test_an_unmapped_account_refuses_the_whole_export_and_leaves_the_old_file(tmp_path: Path, october: None) -> None:
    file, out = tmp_path / "accounts.csv", tmp_path / "out"
    file.write_text("code,account\nassets:sandbox,1360\n")
    out.write_text("an earlier export")
    with pytest.raises(CommandError, match="expenses:fees, income:once"):
        call_command("export", "csv", "--format", "xero", "--mapping", str(file), "-o", str(out))
    assert out.read_text() == "an earlier export"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no line"),
        ("code,account\n", "no line"),
        ("assets:sandbox\n", "two cells"),
        ("assets:sandbox,\n", "two cells"),
        ("money:sandbox,1360\n", "no account of ours"),
        ("assets:sandbox,1360\nassets:sandbox,1361\n", "twice"),
        ("assets:sandbox,Bank\n", "not a number"),
        ("assets:sandbox,1360\nincome:once,12345\n", "as many digits"),
    ],
)
def test_a_wrong_mapping_is_refused(text: str, said: str) -> None:
    with pytest.raises(MappingInvalid, match=said):
        read_mapping(text, numbers_only=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["csv"],
        ["csv", "--format", "xero"],
        ["csv", "--format", "datev", "--mapping", "MAPPING", "--month", "2026-10"],
        ["csv", "--format", "datev", "--mapping", "MAPPING", "--consultant", "1", "--client", "1",
         "--from", "2025-12-01", "--to", "2026-10-31"],
        ["csv", "--format", "xero", "--mapping", "MAPPING", "--currency", "QQQ"],
        ["csv", "--format", "xero", "--mapping", "/nowhere/at/all"],
        ["beancount", "--month", "2026-10", "--to", "2026-10-31"],
        ["journal", "--from", "2026-10-31", "--to", "2026-10-01"],
    ],
)  # fmt: skip
def test_what_cannot_be_exported_is_said(tmp_path: Path, october: None, mapping: Path, arguments: list[str]) -> None:
    filled = [str(mapping) if word == "MAPPING" else word for word in arguments]
    with pytest.raises(CommandError):
        call_command("export", *filled, "-o", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()
