"""`smallfavor export`: the books as files, for Beancount, for bookkeeping programs, or as plain CSV."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Min

from smallfavor.core.clock import utcnow
from smallfavor.core.money import exponent, is_currency
from smallfavor.core.paper import current_paper
from smallfavor.insight.exports import bookkeeping
from smallfavor.insight.exports.beancount import beancount_lines
from smallfavor.insight.exports.mapping import AccountsUnmapped, MappingInvalid, read_mapping, refuse_unmapped
from smallfavor.insight.exports.plain import income_csv, journal_csv, trial_balance_csv
from smallfavor.insight.queries.income_by import GROUPINGS
from smallfavor.ledger.models import Entry
from smallfavor.ledger.queries import trial_balance_at
from smallfavor.ledger.queries.journal import accounts_used, journal
from smallfavor.ledger.rules.months import last_day

PROGRAMS = ("xero", "quickbooks", "datev")


class Command(BaseCommand):
    help = "Write the books as a file: beancount, csv for a bookkeeping program, journal, trial-balance or income."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["beancount", "csv", "journal", "trial-balance", "income"])
        parser.add_argument("--month", metavar="YYYY-MM", type=_month, help="one month alone")
        parser.add_argument("--from", dest="first", metavar="YYYY-MM-DD", type=date.fromisoformat)
        parser.add_argument("--to", dest="last", metavar="YYYY-MM-DD", type=date.fromisoformat, help="included")
        parser.add_argument("-o", dest="file", metavar="FILE", type=Path, help="default: the terminal")
        parser.add_argument(
            "--by", choices=list(GROUPINGS), default="interval", help="income: by what it is told apart"
        )
        parser.add_argument("--format", choices=PROGRAMS, help="csv: the program")
        parser.add_argument("--mapping", type=Path, metavar="FILE", help="csv: lines of code,account")
        parser.add_argument("--currency", help="csv: one currency a file; default: the base currency")
        parser.add_argument(
            "--per", choices=["day", "entry"], default="day", help="csv: one booking a day, or an entry"
        )
        parser.add_argument("--tax-rate", default="Tax Exempt", help="xero: the name of the tax rate")
        parser.add_argument("--consultant", type=int, help="datev: Beraternummer")
        parser.add_argument("--client", type=int, help="datev: Mandantennummer")
        parser.add_argument("--year-begins", type=date.fromisoformat, help="datev: default 1 January")

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = _period(options)
        encoding = "cp1252" if options["format"] == "datev" and options["what"] == "csv" else "utf-8"
        try:
            # The first line is made before the file is opened, so that a refusal leaves an older file alone.
            lines = iter(self._lines(options, first, last))
            head = next(lines)
        except (MappingInvalid, AccountsUnmapped, OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Nothing is exported: {error}.") from error
        ending = "\n" if options["what"] == "beancount" else "\r\n"
        with _opened(options["file"], encoding) as out:
            out.write(head + ending)
            out.writelines(line + ending for line in lines)

    def _lines(self, options: dict[str, Any], first: date, last: date) -> Iterable[str]:
        match options["what"]:
            case "beancount":
                title = f"{current_paper().name}: readers' support"
                return beancount_lines(title=title, base=settings.BASE_CURRENCY, first=first, last=last)
            case "journal":
                return journal_csv(journal(first=first, last=last))
            case "trial-balance":
                return trial_balance_csv(trial_balance_at(last), day=last)
            case "income":
                return income_csv(options["by"], first=first, last=last)
        return self._for_program(options, first, last)

    def _for_program(self, options: dict[str, Any], first: date, last: date) -> Iterable[str]:
        program, currency = options["format"], options["currency"] or settings.BASE_CURRENCY
        if not program or not options["mapping"]:
            raise CommandError("csv needs --format and --mapping.")
        if not is_currency(currency):
            raise CommandError(f"{currency} is not a currency.")
        mapping = read_mapping(options["mapping"].read_text(encoding="utf-8"), numbers_only=program == "datev")
        used = accounts_used(first=first, last=last)
        refuse_unmapped(mapping, {code for code, of in used if of == currency})
        others = sorted({of for _, of in used} - {currency})
        if others:
            self.stderr.write(f"Not in this file, each needs its own (--currency): {', '.join(others)}.")
        entries = journal(first=first, last=last)
        bookings = bookkeeping.bookings_of(entries, currency=currency, per_day=options["per"] == "day")
        if program == "xero":
            return bookkeeping.xero_lines(bookings, mapping, tax_rate=options["tax_rate"])
        if program == "quickbooks":
            return bookkeeping.quickbooks_lines(bookings, mapping)
        return bookkeeping.datev_lines(bookings, mapping, _datev_frame(options, first, last, currency))


def _datev_frame(options: dict[str, Any], first: date, last: date, currency: str) -> bookkeeping.DatevFrame:
    year_begins: date = options["year_begins"] or first.replace(month=1, day=1)
    if not options["consultant"] or not options["client"]:
        raise CommandError("datev needs --consultant and --client, the numbers that the tax adviser knows.")
    if exponent(currency) > 2:
        raise CommandError(f"DATEV's amounts have two decimals; {currency} has more.")
    if not year_begins <= first <= last < year_begins.replace(year=year_begins.year + 1):
        raise CommandError("A DATEV file holds days of one financial year; give --month, or --from and --to.")
    return bookkeeping.DatevFrame(
        options["consultant"], options["client"], year_begins, first, last, made_at=utcnow(), currency=currency
    )


def _period(options: dict[str, Any]) -> tuple[date, date]:
    """Whole books unless the caller says less."""
    month: date | None = options["month"]
    if month:
        if options["first"] or options["last"]:
            raise CommandError("Give --month, or --from and --to.")
        return month, last_day(month)
    today = current_paper().today(utcnow())
    ends: dict[str, date | None] = Entry.objects.aggregate(first=Min("posted_on"))
    first = options["first"] or ends["first"] or today
    last = options["last"] or max(today, first)
    if last < first:
        raise CommandError("The period ends before it begins.")
    return first, last


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


@contextmanager
def _opened(file: Path | None, encoding: str) -> Iterator[TextIO]:
    """The file, written beside its place and moved there when it is whole; or the terminal."""
    if file is None:
        yield sys.stdout
        return
    fresh = file.with_name(f".{file.name}.part")
    try:
        with fresh.open("w", encoding=encoding, newline="") as out:
            yield out
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
