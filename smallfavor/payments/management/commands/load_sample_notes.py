"""`smallfavor load_sample_notes`: for the demo."""

from typing import Any

from django.core.management.base import BaseCommand

from smallfavor.core.clock import utcnow
from smallfavor.payments.actions.load_sample_notes import load_sample_notes


class Command(BaseCommand):
    help = "Load the sample paper's lines for receipts, where there are none yet."

    def handle(self, *args: Any, **options: Any) -> None:
        made = load_sample_notes(now=utcnow())
        self.stdout.write(f"{made} notes loaded." if made else "There were notes already.")
