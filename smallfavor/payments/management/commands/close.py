"""`smallfavor close YYYY-MM`: closes a month of the books, as the desk does."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.ledger.actions.close_month import MonthNotNext, MonthNotOver, close_month
from smallfavor.ledger.rules.months import month_named
from smallfavor.payments.queries import account_with_real_money


class Command(BaseCommand):
    help = "Close a month of the books: its figures are kept, and what comes later stands in the open month."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", type=month_named, metavar="YYYY-MM")
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="close it as on this day; refused where real money could move",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now, as_of = utcnow(), options["as_of"]
        if as_of is not None:
            account = account_with_real_money()
            if account is not None:
                raise CommandError(f"--as-of is refused: account {account} takes real money.")
            now = datetime.combine(as_of, time(12), current_paper().zone)
        try:
            closed = close_month(options["month"], actor=None, now=now)
        except (MonthNotNext, MonthNotOver) as error:
            raise CommandError(f"Nothing is closed: {error}.") from error
        self.stdout.write(f"{closed} is closed with {closed.entries} entries. Digest {closed.digest}.")
        if closed.note:
            self.stdout.write(closed.note)
