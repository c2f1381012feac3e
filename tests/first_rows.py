"""Tests with real transactions leave rows behind. This empties every table and puts back what migrations had made.

Django's own way truncates some two hundred tables after each such test, filled or not, and loses Wagtail's root page,
its collection and its groups. Here only what holds rows is emptied, which takes a hundredth of the time; jobs, keys and
other tables that Django does not manage are among it.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase
from psycopg import sql

# In every schema of ours; what was migrated stays so.
TABLES = (
    "SELECT schemaname, tablename FROM pg_tables"
    " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'django_migrations'"
)
SEQUENCES = "SELECT schemaname, sequencename, start_value, last_value FROM pg_sequences"
EMPTY_WHAT_IS_FILLED = """
DECLARE one regclass; is_filled boolean;
BEGIN
  FOREACH one IN ARRAY {tables}::regclass[] LOOP
    EXECUTE 'SELECT EXISTS (SELECT FROM ' || one || ')' INTO is_filled;
    IF is_filled THEN EXECUTE 'DELETE FROM ' || one; END IF;
  END LOOP;
END"""


class FirstRows:
    """The tables as they are now; `put_back` makes them so again."""

    def __init__(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TABLES)
            self.tables = [sql.Identifier(*names) for names in cursor.fetchall()]
            self.rows = [(table, rows) for table in self.tables if (rows := _read(cursor, table))]
            cursor.execute(SEQUENCES)
            self.numbers = sql.SQL("SELECT {}").format(sql.SQL(", ").join(_number(*each) for each in cursor.fetchall()))
        names = sql.Literal([table.as_string() for table in self.tables])
        self.emptying = sql.Literal(sql.SQL(EMPTY_WHAT_IS_FILLED).format(tables=names).as_string())

    def put_back(self) -> None:
        """Waits for whoever still writes, as a server's thread may. The books refuse this, but in replica role."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql.SQL("LOCK TABLE {}").format(sql.SQL(", ").join(self.tables)))
            cursor.execute(sql.SQL("DO {}").format(self.emptying))
            for table, rows in self.rows:
                with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
                    copy.write(rows)
            cursor.execute(self.numbers)
        ContentType.objects.clear_cache()


def _number(schema: str, name: str, start: int, last: int | None) -> sql.Composed:
    sequence = sql.Literal(sql.Identifier(schema, name).as_string())
    return sql.SQL("setval({}, {}, {})").format(sequence, last or start, last is not None)


def _read(cursor: Any, table: sql.Identifier) -> bytes:
    with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(table)) as copy:
        return b"".join(copy)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        first_rows = FirstRows()

    def put_back(self: TransactionTestCase) -> None:
        first_rows.put_back()

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
    yield
    patch.undo()
