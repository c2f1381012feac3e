"""`smallfavor verify-provider`: the contract against a service's own test mode. docs/payments.md says when and why."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smallfavor.core.clock import utcnow
from smallfavor.payments.actions.verifying.verify_provider import AccountUnknown, RealMoney, verify_provider

MARKS = {"passed": "holds ", "broken": "BROKEN", "missing": "unmade"}


class Command(BaseCommand):
    help = "Hold the contract against a payment account's test mode, and keep the record. Live keys are refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the account's code; PROVIDERS names it, with its test keys")
        parser.add_argument(
            "--without-payer", action="store_true", help="only what nobody has to pay for: nobody is waited for"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            verifying = verify_provider(
                options["name"], ask_payer=self._ask, with_payer=not options["without_payer"], now=utcnow()
            )
        except AccountUnknown as error:
            raise CommandError(str(error)) from error
        except RealMoney as error:
            raise CommandError(f"refused: {error}. Put its test keys in place for this command alone.") from error
        broken = 0
        for result in verifying:
            why = f" ({result.why})" if result.why else ""
            self.stdout.write(f"{MARKS[result.outcome]}  {result.sentence}{why}")
            broken += result.outcome == "broken"
        self.stdout.write(f"The record is in {verifying.path}; keys and persons are hidden, ids cut short.")
        if broken:
            raise CommandError(f"{broken} of the contract's promises did not hold")

    def _ask(self, sentence: str, address: str) -> None:
        self.stdout.write(f"{sentence}:\n\n  {address}\n")
        input("Press Enter when it is done. ")
