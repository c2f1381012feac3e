"""`make baseline`: writes smallfavor/ops/baseline/baseline.sql anew, from every migration, on a server of its own.

To be run whenever there is a migration more, or a package with one. `--compare` only says where the file differs from
what the migrations make now.
"""

import argparse
import difflib
import importlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bench.place import unmigrated
from smallfavor.ops.backup.programs import check_ended_well, running

HEADER = """-- What all migrations make of an empty database: see docs/decisions/baseline.md.
-- Written by `make baseline`; nobody changes it by hand.
"""
# What pg_dump says for psql, and of itself; load.py says what of it is needed.
SETTINGS = (
    "statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction_timeout|client_encoding"
    "|standard_conforming_strings|check_function_bodies|xmloption|client_min_messages|row_security"
    "|default_tablespace|default_table_access_method"
)
FOR_PSQL = r"SELECT pg_catalog\.set_config\('search_path'.*;|\\(?:un)?restrict .*|-- Dumped .*"
NOT_KEPT = re.compile(rf"^(?:SET (?:{SETTINGS}) = .*;|{FOR_PSQL})\n", re.MULTILINE)
WITH_ROWS = """
    SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index
    JOIN pg_class ON pg_class.oid = indrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE indisprimary AND nspname = 'public'
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.write_baseline", description=__doc__)
    parser.add_argument("--compare", action="store_true", help="write nothing; end with 1 where the file differs")
    options = parser.parse_args()
    with unmigrated() as folder:
        # PostgreSQL words some conditions anew when it reads its own dump, and only once.
        found = _begun_with(_walked(), folder)
        if found != _begun_with(found, folder):
            raise SystemExit("a database that began with a baseline is dumped to another one")
        if options.compare:
            kept = _load().BASELINE.read_text(encoding="utf-8")
            lines = difflib.unified_diff(kept.splitlines(True), found.splitlines(True), "baseline.sql", "migrations")
            sys.stdout.writelines(lines)
            sys.exit(kept != found)
        _load().BASELINE.write_text(found, encoding="utf-8")


def _load() -> Any:
    """Only within an installation: it wants its settings."""
    return importlib.import_module("smallfavor.ops.baseline.load")


def _walked() -> str:
    """The dump of a database in which every migration has run, and nothing that apps do after them."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    return _baseline_of_this_database()


def _begun_with(script: str, folder: Path) -> str:
    """The dump of a new database that begins with `script`."""
    name = f"{connection.settings_dict['NAME']}_again"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    connection.settings_dict["NAME"] = name
    file = folder / "baseline.sql"
    file.write_text(script, encoding="utf-8")
    if not _load().load_baseline(connection, file):
        raise SystemExit("what was dumped can't be loaded")
    return _baseline_of_this_database()


def _baseline_of_this_database() -> str:
    """The database that the settings name as a baseline: moments, random keys and the order of rows are made alike."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = %s", [_load().MOMENT])
        cursor.execute("UPDATE wagtailcore_page SET translation_key = md5(id::text)::uuid")
        cursor.execute(WITH_ROWS)
        for table, key in cursor.fetchall():
            cursor.execute(f"CLUSTER {table} USING {key}")  # rows lie in the order of their keys then
    options = ("--no-owner", "--no-privileges", "--rows-per-insert=1000")
    with running("pg_dump", *options, stdout=subprocess.PIPE) as dump:
        assert dump.stdout is not None
        text = dump.stdout.read().decode()
        check_ended_well(dump, "pg_dump")
    return HEADER + NOT_KEPT.sub("", text)


if __name__ == "__main__":
    main()
