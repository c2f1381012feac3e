"""`smallfavor remind`: queues the reminders that are due; the worker sends them."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.payments.queries import account_with_real_money
from smallfavor.reminders.actions.send_due import send_due_reminders


class Command(BaseCommand):
    help = "Send the reminders that are due. With --as-of: as if it were that day (sandbox only)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="send what is due up to noon of this day; refused where real money could move",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day, now = options["as_of"], utcnow()
        if day is not None:
            account = account_with_real_money()
            if account is not None:
                raise CommandError(f"--as-of is refused: account {account} takes real money, so readers are real too.")
            now = max(now, datetime.combine(day, time(12), current_paper().zone))
        queued = send_due_reminders(now=now)
        self.stdout.write(f"Queued {queued} reminders; the worker sends them.")
