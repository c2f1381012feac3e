"""Where the benchmark happens: an embedded PostgreSQL of its own, durable and set as the product sets it.

Not here: what stands in it (each benchmark). Modules that know Django's models are imported after `opened()`.
"""

import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection, connections

from smallfavor.config.translations import compile_translations
from smallfavor.core.database import EmbeddedDatabase

OTHERS = ("DATABASE_URL", "PORT", "BASE_URL", "HOSTS", "PROVIDERS", "SMALLFAVOR_CRASH_AT")
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@contextlib.contextmanager
def opened() -> Iterator[Path]:
    """A migrated, empty installation in a temporary folder; stopped and swept away afterwards."""
    with unmigrated() as folder:
        compile_translations()
        call_command("migrate", interactive=False, verbosity=0)
        _insist_on_durability()
        yield folder


@contextlib.contextmanager
def unmigrated() -> Iterator[Path]:
    """The same, with nothing in its database."""
    signal.signal(signal.SIGTERM, _end)
    folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="smallfavor-bench-"))
    folder.chmod(0o755)  # the database's own user must be able to enter
    database = EmbeddedDatabase(folder / "postgres")
    try:
        database.start()
        enter(folder)
        yield folder
    finally:
        connections.close_all()
        database.stop()
        shutil.rmtree(folder, ignore_errors=True)


def enter(folder: Path) -> None:
    """Make this process one of the installation in `folder`. Must come before Django reads its settings."""
    for name in OTHERS:
        os.environ.pop(name, None)
    os.environ |= {
        "DATA": str(folder),
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "smallfavor.config.settings",
    }
    django.setup()


def _insist_on_durability() -> None:
    with connection.cursor() as cursor:
        for name, wanted in DURABLE.items():
            cursor.execute("SELECT current_setting(%s)", [name])
            if cursor.fetchone() != (wanted,):
                raise SystemExit(f"{name} is not {wanted}: nothing measured here would be durable")


def _end(number: int, frame: object) -> None:
    raise SystemExit(128 + number)
