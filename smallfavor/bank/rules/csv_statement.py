"""Reads a bank's table of movements (CSV) into a statement. Refused whole, with the line, where a cell can't be read.

Not here: which heading means what (csv_columns.py), how cells are read (csv_cells.py).
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from smallfavor.bank.rules.camt import MOST_LINES
from smallfavor.bank.rules.creditor_reference import bare, is_reference
from smallfavor.bank.rules.csv_cells import Cell, decimal_mark, read_amount, read_days
from smallfavor.bank.rules.csv_columns import chosen_columns, columns_of
from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.bank.rules.line_ids import name_lines, usable
from smallfavor.bank.rules.statement_line import ReadStatement, StatementLine
from smallfavor.bank.rules.xml_tree import MOST_BYTES
from smallfavor.core.money import Money, is_currency

_HEADER_WITHIN = 40  # lines: some banks put the account and its balance above the table
_DELIMITERS = ";,\t|"
_WENT_OUT = frozenset({"af", "d", "debit", "soll", "s", "dbit", "debet"})
_CAME_IN = frozenset({"bij", "c", "credit", "haben", "h", "crdt", "kredit"})


@dataclass(frozen=True)
class _Row:
    cells: list[str]
    line: int


def read_table(content: bytes, account: str, currency: str, chosen: Mapping[str, str]) -> ReadStatement:
    """The movements of one table. `account`: ours, where the table names none; `currency` likewise.

    `chosen`: field to heading, where the headings are not those of a bank that we know. Raises FileRefused.
    """
    if len(content) > MOST_BYTES:
        raise FileRefused(0, f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    columns, rows = _table(_decode(content), chosen)
    booked = [row for row in rows if _cell(row, columns, "booked_on")]
    if len(booked) > MOST_LINES:
        raise FileRefused(0, f"The file has more than {MOST_LINES} lines.")
    money = _money(booked, columns, currency)
    days = read_days([Cell(_cell(row, columns, "booked_on"), row.line) for row in booked])
    lines = [
        _line(row, columns, account, amount, day)
        for row, amount, day in zip(booked, money, days, strict=True)
        if amount.minor
    ]
    accounts, currencies = {line.account for line in lines}, {line.amount.currency for line in lines}
    if not lines:
        raise FileRefused(0, "The table has no line with an amount.")
    if len(accounts) > 1 or len(currencies) > 1:
        raise FileRefused(0, "The table is of several accounts or currencies; one at a time, please.")
    until = max(line.booked_on for line in lines)
    return ReadStatement("table", accounts.pop(), currencies.pop(), "", name_lines(lines), until=until)


def _decode(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileRefused(0, "The file is no text that we can read.")


def _table(text: str, chosen: Mapping[str, str]) -> tuple[dict[str, int], list[_Row]]:
    for delimiter in _DELIMITERS:
        rows = _rows(text, delimiter)
        for at, row in enumerate(rows[:_HEADER_WITHIN]):
            columns = chosen_columns(row.cells, chosen) if chosen else columns_of(row.cells)
            if columns:
                return columns, _checked(rows[at + 1 :], len(row.cells), max(columns.values()))
    wanted = f" ({', '.join(chosen.values())})" if chosen else ": a day of booking and an amount"
    raise FileRefused(0, f"The file has no line of headings that we know{wanted}.")


def _rows(text: str, delimiter: str) -> list[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [_Row(cells, reader.line_num) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error:
        return []


def _checked(rows: list[_Row], width: int, last: int) -> list[_Row]:
    """Every row as wide as its header (a last empty cell more or less is common): a cut row would shift its cells."""
    for row in rows:
        if not last < len(row.cells) <= width + 1 or len(row.cells) < width - 1:
            raise FileRefused(row.line, f"has {len(row.cells)} cells, the headings are {width}")
    return rows


def _money(rows: list[_Row], columns: dict[str, int], currency: str) -> list[Money]:
    fields: list[str] = [field for field in ("amount", "came_in", "went_out") if field in columns]
    if "amount" in fields:
        fields = ["amount"]
    given = [Cell(_cell(row, columns, field), row.line) for row in rows for field in fields]
    mark = decimal_mark(cell for cell in given if cell.text)
    return [_signed(row, columns, fields, mark, _currency(row, columns, currency)) for row in rows]


def _signed(row: _Row, columns: dict[str, int], fields: list[str], mark: str, currency: str) -> Money:
    total, said = 0, False
    for field in fields:
        cell = Cell(_cell(row, columns, field), row.line)
        if cell.text:
            said = True
            minor = read_amount(cell, mark, currency).minor
            total += -abs(minor) if field == "went_out" else minor
    if not said:
        raise FileRefused(row.line, "has no amount")
    side = _cell(row, columns, "side").lower()
    if side:
        if side not in _WENT_OUT | _CAME_IN:
            raise FileRefused(row.line, "does not say in words that we know whether it came in or went out")
        total = -abs(total) if side in _WENT_OUT else abs(total)
    return Money(total, currency)


def _currency(row: _Row, columns: dict[str, int], otherwise: str) -> str:
    said = _cell(row, columns, "currency").upper() or otherwise
    if not is_currency(said):
        raise FileRefused(row.line, "has a currency that we don't know")
    return said


def _line(row: _Row, columns: dict[str, int], account: str, amount: Money, day: date) -> StatementLine:
    own = _cell(row, columns, "account").replace(" ", "").upper()
    reference = bare(_cell(row, columns, "reference"))
    remittance = _cell(row, columns, "remittance")
    if reference and not is_reference(reference):
        # A column of that name may hold the payer's own words.
        remittance, reference = f"{remittance}\n{_cell(row, columns, 'reference')}".strip(), ""
    return StatementLine(
        account=own or account, line_id=usable(_cell(row, columns, "line_id")),
        amount=Money(abs(amount.minor), amount.currency), credit=amount.minor > 0, booked_on=day,
        end_to_end_id=usable(_cell(row, columns, "end_to_end_id"))[:35], reference=reference[:35],
        remittance=remittance[:2000], name=_cell(row, columns, "name")[:140],
        iban=_cell(row, columns, "iban").replace(" ", "").upper()[:34], source_line=row.line,
    )  # fmt: skip


def _cell(row: _Row, columns: dict[str, int], field: str) -> str:
    at = columns.get(field)
    return row.cells[at].strip() if at is not None and at < len(row.cells) else ""
