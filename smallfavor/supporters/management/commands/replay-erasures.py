"""`smallfavor replay-erasures`: after a restore of older data."""

from typing import Any

from django.core.management.base import BaseCommand

from smallfavor.core.clock import utcnow
from smallfavor.supporters.actions.erase import replay_erasures


class Command(BaseCommand):
    help = "Erase again everybody whom the keyring lists as erased. For use after a restore of older data."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{replay_erasures(now=utcnow())} people had come back, and were erased again.")
