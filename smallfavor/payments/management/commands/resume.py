"""`smallfavor resume`: rebuilds what this database lacks, then lets a stopped account send again."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.open_accounts import open_accounts
from smallfavor.payments.actions.rebuild.report import RebuildReport
from smallfavor.payments.actions.resume_account import (
    RowsMissing,
    accept_and_resume,
    rehearse_resume,
    resume_account,
)
from smallfavor.payments.models import ProviderAccount
from smallfavor.payments.providers.base import ProviderUnavailable


class Command(BaseCommand):
    help = (
        "Let a stopped payment account send again, after a restore or a refused key. Rebuilds first what the provider "
        "has and this database has not: pledges, payments, refunds, cancellations. Not for a copy of the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("account", nargs="?", help="the account's code; without it: every stopped one")
        parser.add_argument("--dry-run", action="store_true", help="say what would be rebuilt, and change nothing")
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="look at the provider's record from this day on (default: a day before what was restored)",
        )
        parser.add_argument(
            "--accept",
            action="store_true",
            help="although rows are missing here: you have looked at each at the provider; none is to be charged again",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        open_accounts()
        stopped = ProviderAccount.objects.exclude(stopped_reason="")
        if options["account"]:
            stopped = stopped.filter(code=options["account"])
        if not stopped:
            self.stdout.write("No account is stopped.")
        since = options["since"] and datetime.combine(options["since"], time.min, current_paper().zone)
        for account in stopped.order_by("code"):
            self._resume(account, since, accept=options["accept"], dry_run=options["dry_run"])

    def _resume(self, account: ProviderAccount, since: datetime | None, *, accept: bool, dry_run: bool) -> None:
        try:
            if dry_run:
                self._tell(account, rehearse_resume(account, since=since, now=utcnow()))
                self.stdout.write(f"That is what would be done; {account} stays stopped: {account.stopped_reason}")
                return
            if accept:
                accept_and_resume(account, now=utcnow())
            else:
                self._tell(account, resume_account(account, since=since, now=utcnow()))
        except RowsMissing as missing:
            self._tell(account, missing.report)
            raise CommandError(
                f"{account} stays stopped: the provider has {missing.count} objects of ours that can't be given a "
                "place in this database. Look at each of them at the provider; then "
                f"`smallfavor resume {account} --accept`."
            ) from missing
        except ProviderUnavailable as error:
            raise CommandError(f"{account} stays stopped: the provider does not answer ({error.reason}).") from error
        self.stdout.write(f"{account} sends again. It was stopped because: {account.stopped_reason}")

    def _tell(self, account: ProviderAccount, report: RebuildReport) -> None:
        self.stdout.write(
            f"{account}: rebuilt {report.pledges} pledges, {report.payments} payments, {report.attempts} attempts and "
            f"{report.setups} changes of the way to pay from the provider's record; cancelled "
            f"{len(report.cancelled)} pledges whose card had been revoked."
        )
        self._list("Cancelled:", report.cancelled)
        self._list(
            "These supporters give, and nobody can write to them: their names and addresses were lost with the "
            "database. The provider may know how to reach them.",
            report.without_contact,
        )
        self._list("For a person, because they find no place here:", report.unplaced)

    def _list(self, title: str, lines: list[str]) -> None:
        if lines:
            self.stdout.write("\n  ".join([title, *lines]))
