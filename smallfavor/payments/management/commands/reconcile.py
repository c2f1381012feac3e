"""`smallfavor reconcile`: holds the providers' records against the books, and says in words what is wrong."""

from argparse import ArgumentParser
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.open_accounts import open_accounts
from smallfavor.payments.actions.reconcile import DEFAULT_DAYS
from smallfavor.payments.actions.reconcile_and_note import reconcile_and_note


class Command(BaseCommand):
    help = "Compare the providers' records with ours, both ways, and check the books. Fails when anything is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help=f"compare from this day on (default: the last {DEFAULT_DAYS} days)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        open_accounts()
        now, day = utcnow(), options["since"]
        since = now - timedelta(days=DEFAULT_DAYS)
        if day is not None:
            since = datetime.combine(day, time.min, current_paper().zone)
        report = reconcile_and_note(since=since, now=now)
        self.stdout.write(
            f"Compared {report.compared} objects since {since:%Y-%m-%d}. "
            f"Missed and settled now: {report.settled}. Not ours, left alone: {report.foreign}. "
            f"Payouts matched with their parts: {report.payouts}."
        )
        if report.faults:
            raise CommandError("Wrong:\n- " + "\n- ".join(report.faults))
        self.stdout.write("Everything agrees: the providers' records, the books, every rule.")
