"""`smallfavor renew`: takes what is due now, and drives it until nothing is left to do."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smallfavor.core.clock import utcnow
from smallfavor.payments.actions.open_accounts import open_accounts
from smallfavor.payments.actions.renew import RealMoney, RenewSummary, renew
from smallfavor.payments.models import ProviderAccount


class Command(BaseCommand):
    help = "Take the renewals that are due, and settle them. With --as-of: as if it were that day (sandbox only)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="move the schedule (and nothing else) to this day; refused where real money could move",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        open_accounts()
        try:
            summary = renew(now=utcnow(), as_of=options["as_of"])
        except RealMoney as error:
            raise CommandError(
                f"--as-of is refused: account {error} takes real money. Only the sandbox's schedule can be moved."
            ) from error
        self.stdout.write(_in_words(summary))
        for account in ProviderAccount.objects.exclude(stopped_reason=""):
            self.stdout.write(f"Nothing is sent on account {account}: {account.stopped_reason}")


def _in_words(summary: RenewSummary) -> str:
    lines = [f"Planned {summary.done.planned}, paid {summary.paid}, declined {summary.declined}."]
    if summary.waived:
        lines.append(f"Waived {summary.waived}: one period of a pledge is taken at a time, older ones are passed over.")
    if summary.done.noticed:
        lines.append(f"Sent {summary.done.noticed} notices before a yearly charge.")
    if summary.waiting_for_notice:
        lines.append(f"{summary.waiting_for_notice} yearly charges wait until a week after their notice.")
    if summary.undecided:
        lines.append(f"{summary.undecided} have no answer yet; the worker goes on with them.")
    return "\n".join(lines)
