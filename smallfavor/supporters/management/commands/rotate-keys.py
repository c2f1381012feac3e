"""`smallfavor rotate-keys`: after INSTALLATION_KEY was changed and the old one put into INSTALLATION_KEY_FALLBACKS."""

from typing import Any

from django.core.management.base import BaseCommand

from smallfavor.core.resealing import reseal_all
from smallfavor.supporters.actions.rotate_keys import rotate_keys


class Command(BaseCommand):
    help = (
        "Wraps every supporter's key under today's INSTALLATION_KEY. Set the new key, put the old one into "
        "INSTALLATION_KEY_FALLBACKS, run this, then take the old one away."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = rotate_keys()
        self.stdout.write(f"{done.rewrapped} keys wrapped anew, {done.current} were on today's key already.")
        self.stdout.write(f"{reseal_all()} other values sealed anew.")
        self.stdout.write("INSTALLATION_KEY_FALLBACKS can be emptied now.")
