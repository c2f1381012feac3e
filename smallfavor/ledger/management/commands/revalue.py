"""`smallfavor revalue YYYY-MM`: books the month's exchange differences before it is closed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.ledger.actions.revalue import revalue
from smallfavor.ledger.queries.closing import last_closed
from smallfavor.ledger.rules.exchange import RateMissing
from smallfavor.ledger.rules.months import last_day, month_named


class Command(BaseCommand):
    help = "Book the exchange differences of a month that is over, in the base currency. Closing it does the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", type=month_named, metavar="YYYY-MM")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted, now, closed = options["month"], utcnow(), last_closed()
        if closed and wanted <= closed.month:
            raise CommandError(f"{wanted:%Y-%m} is closed.")
        if last_day(wanted) >= current_paper().today(now):
            raise CommandError(f"{wanted:%Y-%m} is not over.")
        try:
            entry = revalue(wanted, now=now)
        except RateMissing as missing:
            raise CommandError(f"Nothing is booked: {missing}.") from missing
        if entry is None:
            self.stdout.write("No difference.")
            return
        for line in entry.transfers.select_related("debit_account", "credit_account"):
            self.stdout.write(f"{line.debit_account.code} from {line.credit_account.code}: {line}")
