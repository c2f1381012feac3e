"""`smallfavor backup`: see ops/backup and docs/operators.md."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from smallfavor.core.clock import utcnow
from smallfavor.ops.backup.container import BackupRefused
from smallfavor.ops.backup.programs import ProgramFailed
from smallfavor.ops.backup.shelf import drop_all_but, drop_old_keyrings, note_made, target_in
from smallfavor.ops.backup.write import back_up_keyring, back_up_paper


class Command(BaseCommand):
    help = (
        "Write an encrypted backup of the database and the pictures, verified at once. The keys of names and addresses "
        "go into a second file, with --keyring, to be kept apart for 30 days."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", type=Path, metavar="FILE|FOLDER", help="in a folder: a new file with its time")
        parser.add_argument(
            "--keep", type=int, metavar="N", help="in the folder, keep the newest N and remove older ones"
        )
        parser.add_argument("--keyring", type=Path, metavar="FILE|FOLDER", help="back up the keyring too, elsewhere")

    def handle(self, *args: Any, place: Path, keep: int | None, keyring: Path | None, **options: Any) -> None:
        if keep is not None and (keep < 1 or not place.is_dir()):
            raise CommandError("--keep needs a folder, and keeps at least 1.")
        if keyring is not None and _folder(keyring) == _folder(place):
            raise CommandError(
                "The keyring must lie in another folder: it is kept for 30 days, so that an erasure reaches every "
                "backup. Choose a place for --keyring that is not copied along with the other backups."
            )
        try:
            self._back_up(place, keep, keyring)
        except BackupRefused as refusal:
            raise CommandError(f"No backup was made: {refusal}.") from refusal
        except (ProgramFailed, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error

    def _back_up(self, place: Path, keep: int | None, keyring: Path | None) -> None:
        now = utcnow()
        target = target_in(place, "paper", now)
        made = back_up_paper(target, now=now)
        note_made("paper", now)
        size = target.stat().st_size
        self.stdout.write(f"{target}: {size / 1024**2:.1f} MB, {made.pictures} pictures; read back and whole.")
        if keyring is not None:
            target = target_in(keyring, "keyring", now)
            back_up_keyring(target, now=now)
            note_made("keyring", now)
            self.stdout.write(f"{target}: the keyring; read back and whole.")
            if keyring.is_dir():
                self._say_removed(drop_old_keyrings(keyring, now))
        if keep is not None:
            self._say_removed(drop_all_but(place, keep))
        if not (settings.DATA / "keys" / "recovery-copy-confirmed").exists():
            self.stdout.write(
                "Only the keys open these files, and they are in neither: keep a copy of "
                f"{settings.DATA / 'keys'} elsewhere (smallfavor doctor says how)."
            )

    def _say_removed(self, paths: list[Path]) -> None:
        for path in paths:
            self.stdout.write(f"{path}: old, removed.")


def _folder(place: Path) -> Path:
    return (place if place.is_dir() else place.parent).resolve()
