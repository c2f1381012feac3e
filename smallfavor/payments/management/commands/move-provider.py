"""`smallfavor move-provider`: the change of processor. docs/moving.md walks through it."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from smallfavor.core.clock import utcnow
from smallfavor.payments.actions.moving.finish_move import finish_move
from smallfavor.payments.actions.moving.match_tokens import Matched, match_tokens
from smallfavor.payments.actions.moving.move_pledges import SameAccount, Verdict, Wanted, move_pledges, preview_move
from smallfavor.payments.actions.open_accounts import open_accounts
from smallfavor.payments.models import ProviderAccount
from smallfavor.payments.rules.accounts import read_accounts
from smallfavor.payments.rules.moving import Move
from smallfavor.payments.rules.token_file import TokenFileRefused, read_token_file

WORDS = {
    Move.MOVE: "go over to the new account",
    Move.MOVED: "are there already",
    Move.HOLD: "are held: not charged until their readers have saved a way to pay at the new account",
    Move.KEEP: "stay at the old account while it works: the file has no token for them",
    Move.IMPOSSIBLE: "can't be taken by the new account: method, currency or amount",
}


class Command(BaseCommand):
    help = "Move pledges to another payment account. With --dry-run: say what would happen, and change nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", help="the account's code where the pledges are")
        parser.add_argument("new", help="the account's code where they go; PROVIDERS names it")
        parser.add_argument("--tokens", type=Path, metavar="FILE.csv", help="the provider's file: old and new tokens")
        parser.add_argument(
            "--skip-strangers", action="store_true", help="pass over lines about tokens that are not ours"
        )
        parser.add_argument("--retire", action="store_true", help="the old account closes: nothing is charged there")
        parser.add_argument("--mail", action="store_true", help="ask the others by mail for a way to pay")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen, pledge by pledge")
        parser.add_argument("--finish", action="store_true", help="the move is over: revoke the old instruments")

    def handle(self, *args: Any, **options: Any) -> None:
        dry = options["dry_run"]
        if not dry:
            open_accounts()
        old, new = _account(options["old"]), _account(options["new"])
        if old.pk is None:
            raise CommandError(f"there is no pledge at {old}")
        if options["finish"]:
            self._finish(old, dry=dry)
            return
        matched = _matched(options, old, new)
        wanted = Wanted(old, new, matched.tokens, closing=options["retire"], mail=options["mail"])
        try:
            verdicts = list(preview_move(wanted) if dry else move_pledges(wanted, now=utcnow()))
        except SameAccount as error:
            raise CommandError(str(error)) from error
        self._tell(verdicts, dry=dry)
        if matched.strangers:
            self.stdout.write(f"{matched.strangers} lines of the file are about tokens that are not ours.")
        if new.stopped_reason:
            self.stdout.write(f"Nothing is sent at {new} at the moment: {new.stopped_reason}")

    def _tell(self, verdicts: Iterable[Verdict], *, dry: bool) -> None:
        counts: Counter[Move] = Counter()
        under_way = asked = 0
        for verdict in verdicts:
            counts[verdict.what] += 1
            under_way += verdict.under_way
            asked += verdict.asked
            if dry:
                marks = [f"next due {verdict.next_due or 'never'}"]
                marks += ["a charge is under way at the old account"] if verdict.under_way else []
                marks += ["asked by mail"] if verdict.asked else []
                self.stdout.write(f"{verdict.pledge}  {verdict.what}  {', '.join(marks)}")
        for what, words in WORDS.items():
            self.stdout.write(f"{counts[what]} {words}.")
        self.stdout.write(
            f"{under_way} have a charge under way at the old account; that period is decided there first."
        )
        self.stdout.write(f"{asked} readers {'would be' if dry else 'were'} asked by mail.")
        if dry:
            self.stdout.write("Nothing was changed.")

    def _finish(self, old: ProviderAccount, *, dry: bool) -> None:
        if dry:
            raise CommandError("--finish has no dry run: it says how many and can be repeated")
        done = finish_move(old, now=utcnow())
        self.stdout.write(
            f"{done.revoked} instruments at {old} will be revoked by the worker. {done.under_way} wait for a charge "
            f"without an outcome, {done.in_use} still serve a pledge; run this again later."
        )


def _account(code: str) -> ProviderAccount:
    """The account's row; one that PROVIDERS names and nobody has used yet is not made by a dry run."""
    row = ProviderAccount.objects.filter(code=code).first()
    named = read_accounts(settings.PROVIDERS)
    if row is None and code not in named:
        raise CommandError(f"there is no account {code}: PROVIDERS names {', '.join(named)}")
    return row or ProviderAccount(code=code, provider=named[code])


def _matched(options: dict[str, Any], old: ProviderAccount, new: ProviderAccount) -> Matched:
    path = options["tokens"]
    if path is None:
        return Matched()
    try:
        return match_tokens(read_token_file(path.read_bytes()), old, new, skip_strangers=options["skip_strangers"])
    except OSError as error:
        raise CommandError(f"{path} can't be read: {error.strerror}") from error
    except TokenFileRefused as error:
        raise CommandError(
            f"{path} is refused whole; nothing was changed. Line {error.line} {error.reason}."
        ) from error
