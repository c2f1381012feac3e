"""`smallfavor close YYYY-MM`: closes a month of the books, as the desk does."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smallfavor.core.clock import utcnow
from smallfavor.ledger.actions.close_month import MonthNotNext, MonthNotOver, close_month


def month(text: str) -> date:
    """The first day of a month written 2026-11."""
    return date.fromisoformat(f"{text}-01")


class Command(BaseCommand):
    help = "Close a month of the books: its figures are kept, and what comes later stands in the open month."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", type=month, metavar="YYYY-MM")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            closed = close_month(options["month"], actor=None, now=utcnow())
        except (MonthNotNext, MonthNotOver) as error:
            raise CommandError(f"Nothing is closed: {error}.") from error
        self.stdout.write(f"{closed} is closed with {closed.entries} entries. Digest {closed.digest}.")
        if closed.note:
            self.stdout.write(closed.note)
