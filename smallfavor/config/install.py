"""Preparing an installation: database, translations, static files, baked pages. `smallfavor init` and `upgrade`.

Everything here may be run again at any time; it does nothing where nothing is to do. Not here: the demo's paper.
"""

import argparse
import contextlib
import io
import sys
from collections.abc import Iterator

import django
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from smallfavor.config.static_files import collect_static
from smallfavor.config.translations import compile_translations

SENTENCES = {
    "init": "Make the data folder, its keys and the database of a new installation.",
    "upgrade": "Bring the database and the baked pages up to the installed release.",
}
NEXT_STEPS = """
Ready. What comes next:
  smallfavor createsuperuser    the first editor
  smallfavor serve              the site and the desk, on port {port}
  smallfavor work               the background work, in a second process
  smallfavor doctor             what is still to do
"""


def main(verb: str, arguments: list[str]) -> None:
    argparse.ArgumentParser(prog=f"smallfavor {verb}", description=SENTENCES[verb]).parse_args(arguments)
    with database_in_use():
        prepare()
        bake()
    if verb == "init":
        sys.stdout.write(NEXT_STEPS.format(port=settings.PORT))


@contextlib.contextmanager
def database_in_use() -> Iterator[None]:
    """The embedded database runs inside this block; nothing to do where DATABASE_URL names another."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with settings.EMBEDDED_DATABASE.in_use() if settings.EMBEDDED_DATABASE else contextlib.nullcontext():
        yield


def prepare() -> None:
    """Compile, check, migrate, collect: each only where needed.

    Raises ImproperlyConfigured when a setting is wrong; the message lists every one, with its hint.
    """
    compile_translations()
    django.setup()
    refuse_wrong_settings()
    migrate_if_needed()
    collect_static(settings.STATIC_ROOT)


def refuse_wrong_settings() -> None:
    """Raises ImproperlyConfigured with everything that the system checks find seriously wrong."""
    found = [message for message in checks.run_checks() if message.is_serious() and not message.is_silenced()]
    if found:
        listed = "".join(f"\n  {one.id}: {one.msg}\n      {one.hint or ''}" for one in found)
        raise ImproperlyConfigured(f"these settings are wrong:{listed}")


def migrate_if_needed() -> bool:
    """Returns True when there was something to migrate."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def bake() -> None:
    """Write every page that readers see as files."""
    if "bake" in get_commands():
        call_command("bake", stdout=io.StringIO())
