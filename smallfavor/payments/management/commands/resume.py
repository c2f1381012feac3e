"""`smallfavor resume`: lets an account send again that was stopped."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smallfavor.core.clock import utcnow
from smallfavor.payments.actions.resume_account import RowsMissing, accept_and_resume, resume_account
from smallfavor.payments.models import ProviderAccount
from smallfavor.payments.providers.base import ProviderUnavailable


class Command(BaseCommand):
    help = "Let a payment account send again that was stopped. Compares the provider's record with this database first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("account", nargs="?", help="the account's code; without it: every stopped one")
        parser.add_argument(
            "--accept",
            action="store_true",
            help="although rows are missing here: you have looked at each at the provider; none is to be charged again",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = ProviderAccount.objects.exclude(stopped_reason="")
        if options["account"]:
            stopped = stopped.filter(code=options["account"])
        if not stopped:
            self.stdout.write("No account is stopped.")
        for account in stopped.order_by("code"):
            self._resume(account, accept=options["accept"])

    def _resume(self, account: ProviderAccount, *, accept: bool) -> None:
        try:
            if accept:
                accept_and_resume(account, now=utcnow())
            else:
                resume_account(account, now=utcnow())
        except RowsMissing as missing:
            raise CommandError(
                f"{account} stays stopped: the provider has {missing.count} objects of ours that this database does "
                f"not know. Restore the newest backup; or look at each of them at the provider, then --accept."
            ) from missing
        except ProviderUnavailable as error:
            raise CommandError(f"{account} stays stopped: the provider does not answer ({error.reason}).") from error
        self.stdout.write(f"{account} sends again. It was stopped because: {account.stopped_reason}")
