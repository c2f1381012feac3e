"""The reports' rows as tables: one header, one set of cells, for the page and for CSV alike."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from smallfavor.core.money import Money
from smallfavor.insight.queries.money_in import MonthOfIncome
from smallfavor.insight.queries.recurring import MonthOfPledges

# A cell that begins like this would be run as a formula by a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Table:
    """`rows` for people in their language; `plain` for machines: ISO months, decimal points."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    plain: tuple[tuple[str, ...], ...]


def money_in_table(rows: Sequence[MonthOfIncome], *, locale: str) -> Table:
    """Newest month first."""
    newest = list(reversed(rows))
    return Table(
        header=("Month", "Every month", "Every year", "Once", "Other", "Together"),
        rows=tuple(
            (_month(row.month, locale), *(Money(minor, row.currency).format(locale) for minor in _minors(row)))
            for row in newest
        ),
        plain=tuple(
            (row.month.strftime("%Y-%m"), *(str(Money(minor, row.currency).major) for minor in _minors(row)))
            for row in newest
        ),
    )


def recurring_table(rows: Sequence[MonthOfPledges], *, locale: str) -> Table:
    """Newest month first."""
    newest = list(reversed(rows))
    return Table(
        header=("Month", "Pledges", "A month"),
        rows=tuple((_month(row.month, locale), str(row.pledges), row.monthly.format(locale)) for row in newest),
        plain=tuple((row.month.strftime("%Y-%m"), str(row.pledges), str(row.monthly.major)) for row in newest),
    )


def csv_bytes(table: Table, *, currency: str) -> bytes:
    """UTF-8 with a currency column, so that files of several currencies can be joined."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*table.header, "Currency"])
    writer.writerows([*map(harmless, row), currency] for row in table.plain)
    return out.getvalue().encode()


def _minors(row: MonthOfIncome) -> tuple[int, ...]:
    return (row.monthly_minor, row.yearly_minor, row.once_minor, row.other_minor, row.total_minor)


def _month(month: date, locale: str) -> str:
    return format_date(month, "LLLL y", locale=locale)


def harmless(cell: str) -> str:
    """The cell as a spreadsheet shows it and never runs it: a mark before what would begin a formula."""
    is_number = cell.removeprefix("-").replace(".", "", 1).isdigit()
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) and not is_number else cell
