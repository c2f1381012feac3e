"""The journal for Xero, QuickBooks Online and DATEV, under the paper's own account numbers.

Layouts: Xero's manual journal template, QuickBooks Online's journal entry import, DATEV's Buchungsstapel (EXTF 700,
version 13). Checked against what their makers publish, never imported into a live account: docs/books.md.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from smallfavor.core.money import Money
from smallfavor.insight.exports.datev_columns import COLUMNS
from smallfavor.insight.tables import harmless
from smallfavor.ledger.queries.journal import JournalEntry


@dataclass(frozen=True)
class Booking:
    """One amount of one currency on one day, from `credit` to `debit`: an entry's line, or a day's lines together."""

    day: date
    name: str  # groups the lines that belong together, and says what they are
    debit: str
    credit: str
    currency: str
    minor: int

    @property
    def amount(self) -> str:
        """Plain decimal text with all of the currency's decimals."""
        return f"{Money(self.minor, self.currency).major:f}"


@dataclass(frozen=True)
class DatevFrame:
    """What stands in the header of a DATEV file."""

    consultant: int
    client: int
    year_begins: date
    first: date
    last: date
    made_at: datetime
    currency: str


def bookings_of(entries: Iterable[JournalEntry], *, currency: str, per_day: bool) -> Iterator[Booking]:
    """The lines of one currency, in order. `per_day`: lines of a day between the same accounts are one booking."""
    for day, of_day in groupby(entries, key=lambda entry: entry.posted_on):
        sums: dict[tuple[str, str, str], int] = {}
        for entry in of_day:
            for line in entry.lines:
                if line.currency == currency:
                    name = entry.kind if per_day else f"{entry.kind} {entry.provider_object}"
                    key = (name, line.debit, line.credit)
                    sums[key] = sums.get(key, 0) + line.minor
        for (name, debit, credit), minor in sums.items():
            yield Booking(day, name, debit, credit, currency, minor)


def xero_lines(bookings: Iterable[Booking], mapping: Mapping[str, str], *, tax_rate: str) -> Iterator[str]:
    """Lines with the same narration and date are one journal; an amount above zero is a debit."""
    yield _row(["*Narration", "*Date", "Description", "*AccountCode", "*TaxRate", "*Amount",
                "TrackingName1", "TrackingOption1", "TrackingName2", "TrackingOption2"])  # fmt: skip
    for booking in bookings:
        day = booking.day.strftime("%d/%m/%Y")
        for account, amount in ((booking.debit, booking.amount), (booking.credit, f"-{booking.amount}")):
            yield _row([booking.name, day, account, mapping[account], tax_rate, amount, "", "", "", ""])


def quickbooks_lines(bookings: Iterable[Booking], mapping: Mapping[str, str]) -> Iterator[str]:
    """Lines with the same number are one journal entry; the accounts are QuickBooks' names."""
    yield _row(["Journal No", "Journal Date", "Account Name", "Debits", "Credits", "Description", "Currency"])
    for number, booking in enumerate(bookings, 1):
        head = [f"SF-{booking.day:%Y%m%d}-{number}", booking.day.strftime("%m/%d/%Y")]
        tail = [booking.name, booking.currency]
        yield _row([*head, mapping[booking.debit], booking.amount, "", *tail])
        yield _row([*head, mapping[booking.credit], "", booking.amount, *tail])


def datev_lines(bookings: Iterable[Booking], mapping: Mapping[str, str], frame: DatevFrame) -> Iterator[str]:
    """Two header lines, then one line a booking: the debit account under Konto, so that the mark is always S."""
    length = len(next(iter(mapping.values())))
    yield _semicolons([
        '"EXTF"', "700", "21", '"Buchungsstapel"', "13", f"{frame.made_at:%Y%m%d%H%M%S}000", "", '"SF"', '""', '""',
        str(frame.consultant), str(frame.client), f"{frame.year_begins:%Y%m%d}", str(length),
        f"{frame.first:%Y%m%d}", f"{frame.last:%Y%m%d}", '"Small Favor"', '""', "1", "0", "0", f'"{frame.currency}"',
        "", '""', "", "", '""', "", "", '""', '""',
    ])  # fmt: skip
    yield _semicolons(COLUMNS)
    for number, booking in enumerate(bookings, 1):
        cells = [""] * len(COLUMNS)
        cells[0] = f"{Money(booking.minor, booking.currency).major:.2f}".replace(".", ",")
        cells[1] = '"S"'
        cells[2] = f'"{booking.currency}"'
        cells[6], cells[7] = mapping[booking.debit], mapping[booking.credit]
        cells[9] = booking.day.strftime("%d%m")
        cells[10] = f'"SF{booking.day:%y%m%d}{number}"'
        cells[13] = _text(booking.name, 60)
        cells[113] = "0"  # not fixed: the bookkeeper still looks at it
        yield _semicolons(cells)


def _row(cells: Sequence[str]) -> str:
    out = io.StringIO(newline="")
    # A name that begins with * is the template's own heading.
    csv.writer(out, lineterminator="").writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def _semicolons(cells: Sequence[str]) -> str:
    return ";".join(cells)


def _text(text: str, most: int) -> str:
    """A quoted text in the letters that DATEV's encoding has, and one that no spreadsheet runs."""
    known = harmless(text).encode("cp1252", errors="replace").decode("cp1252")
    return '"' + known[:most].replace('"', "'").replace(";", ",") + '"'
