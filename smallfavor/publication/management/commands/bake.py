"""`smallfavor bake`: write every file that readers get without the application."""

from typing import Any

from django.core.management.base import BaseCommand

from smallfavor.core.baking import bakers
from smallfavor.core.clock import utcnow


class Command(BaseCommand):
    help = "Writes all baked files anew: pages, feeds, styles, appeals. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        now = utcnow()
        for name, baker in bakers().items():
            baker(now)
            self.stdout.write(f"Baked: {name}")
