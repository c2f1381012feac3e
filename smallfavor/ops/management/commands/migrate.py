"""`migrate`, as Django's own, but that an empty database begins with the baseline: see ops/baseline/load.py."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from smallfavor.ops.baseline.load import load_baseline

# Who asks for one of these wants Django's own walk.
NARROWER = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if not any(options.get(name) for name in NARROWER):
            is_loaded = load_baseline(connections[options["database"]])
            if is_loaded and options["verbosity"]:
                self.stdout.write("An empty database: its tables were made at once.")
        super().handle(*args, **options)
