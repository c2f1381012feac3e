"""`smallfavor doctor`: see ops/doctor.py."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from smallfavor.ops.doctor import RecoveryCopyWrong, confirm_recovery_copy, examine


class Command(BaseCommand):
    help = "Look at the whole installation and say what is wrong and what to do. Ends with 1 where something is."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--recovery-copy", type=Path, metavar="FOLDER", help="compare your copy of the keys, and remember"
        )

    def handle(self, *args: Any, recovery_copy: Path | None, **options: Any) -> None:
        if recovery_copy:
            try:
                confirm_recovery_copy(recovery_copy)
            except (OSError, RecoveryCopyWrong) as error:
                raise CommandError(str(error)) from error
        ill = 0
        for finding in examine():
            ill += not finding.is_well
            self.stdout.write(f"{'ok  ' if finding.is_well else 'NOT '}  {finding.sentence}")
            if not finding.is_well:
                self.stdout.write(f"        {finding.hint}")
        if ill:
            raise CommandError(f"{ill} thing{'s' if ill > 1 else ''} to mend.")
