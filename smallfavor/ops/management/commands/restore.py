"""`smallfavor restore`: see ops/backup and docs/operators.md."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from smallfavor.core.clock import utcnow
from smallfavor.core.database import DatabaseError
from smallfavor.ops.backup.container import BackupRefused
from smallfavor.ops.backup.programs import ProgramFailed
from smallfavor.ops.backup.restore import InstallationNotEmpty, InUse, Restored, restore
from smallfavor.ops.backup.write import examine

NEXT = """
Nothing is charged and no card revoked until you have run, on the machine that is the paper's from now on:
  smallfavor upgrade            pages and style sheets
  smallfavor resume --dry-run   what was made after the backup, from the provider's record
  smallfavor resume             rebuild it, and let payments go on
  smallfavor reconcile          the books against the provider's record
Then start `smallfavor serve` and `smallfavor work`. Is this only a try? Then stop here."""


class Command(BaseCommand):
    help = (
        "Put a backup back, into a new installation. Payments stay stopped until `smallfavor resume`. "
        "With --check: only read it to its end and say what it is."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a backup made by `smallfavor backup`")
        parser.add_argument("--keyring", type=Path, metavar="FILE", help="the keyring's backup: names and addresses")
        parser.add_argument("--erasures", type=Path, metavar="FILE", help="a list of erasures that was kept elsewhere")
        parser.add_argument("--check", action="store_true", help="read it to its end and change nothing")
        parser.add_argument(
            "--replace", action="store_true", help="although there is something here already: it is lost then"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                self._check(options["file"], options["keyring"])
                return
            done = restore(
                options["file"],
                keyring=options["keyring"],
                erasures=options["erasures"],
                replace=options["replace"],
                now=utcnow(),
            )
        except InstallationNotEmpty as refusal:
            raise CommandError(
                f"Nothing was changed: {refusal}. Restore into an empty DATA folder, or say --replace to lose them."
            ) from refusal
        except (BackupRefused, InUse) as refusal:
            raise CommandError(f"Nothing was changed: {refusal}.") from refusal
        except (ProgramFailed, DatabaseError, OSError) as error:
            raise CommandError(f"The restore did not end: {error}") from error
        self._tell(done)

    def _check(self, file: Path, keyring: Path | None) -> None:
        for path, found in [(file, examine(file, "paper"))] + (
            [(keyring, examine(keyring, "keyring"))] if keyring else []
        ):
            told = found.manifest
            self.stdout.write(
                f"{path}: whole. {told.paper}, {told.made_at:%Y-%m-%d %H:%M} UTC, release {told.release}, "
                f"{found.pictures} pictures."
            )

    def _tell(self, done: Restored) -> None:
        told = done.manifest
        self.stdout.write(
            f"Restored {told.paper} as of {told.made_at:%Y-%m-%d %H:%M} UTC: {done.pictures} pictures, "
            f"{done.keys} people's keys, {done.erased_again} erasures done again."
        )
        if done.people > done.keys:
            self.stdout.write(
                f"{done.people - done.keys} of {done.people} people have no name and address here until they give "
                "again: their keys are not here."
            )
        if done.kept_aside:
            self.stdout.write(f"The pictures that were here are in {done.kept_aside}; remove them when you are sure.")
        self.stdout.write(NEXT)
