"""What a new database begins with: the same as all migrations make of it, and only where it fits."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django.plugin import DjangoDbBlocker

from smallfavor.ops.baseline import load

EMPTY = "smallfavor_empty"


@pytest.fixture
def empty_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    """A connection to a database in which nothing is."""
    with django_db_blocker.unblock():
        name = f"{EMPTY}_{connection.settings_dict['NAME']}"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        connections.settings[EMPTY] = {**connection.settings_dict, "NAME": name}
        try:
            yield connections[EMPTY]
        finally:
            connections[EMPTY].close()
            del connections[EMPTY], connections.settings[EMPTY]
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')
            connection.close()


def tables(of: BaseDatabaseWrapper) -> list[str]:
    return of.introspection.table_names()


def test_it_is_what_the_migrations_make() -> None:
    command = [sys.executable, "-m", "tests.write_baseline", "--compare"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"`make baseline` writes it anew:\n{done.stdout[:4000]}{done.stderr[-2000:]}"


def test_an_empty_database_has_its_tables_at_once(empty_database: BaseDatabaseWrapper) -> None:
    assert load.load_baseline(empty_database)
    with empty_database.cursor() as cursor:
        cursor.execute("SELECT count(*), min(applied) > now() - interval '1 hour' FROM django_migrations")
        assert cursor.fetchone() == (len(load.APPLIED.findall(load.BASELINE.read_text("utf-8"))), True)
        cursor.execute("SHOW search_path")  # the session is as it was
        assert cursor.fetchone() == ('"$user", public',)


def test_pages_of_two_installations_have_keys_of_their_own(empty_database: BaseDatabaseWrapper) -> None:
    load.load_baseline(empty_database)
    with empty_database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wagtailcore_page WHERE translation_key = md5(id::text)::uuid")
        assert cursor.fetchone() == (0,)


def test_the_first_language_is_the_settings(
    empty_database: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "get_supported_content_language_variant", lambda code: "ru")
    load.load_baseline(empty_database)
    with empty_database.cursor() as cursor:
        cursor.execute("SELECT language_code FROM wagtailcore_locale")
        assert cursor.fetchall() == [("ru",)]


@pytest.mark.django_db
def test_where_something_is_nothing_is_done() -> None:
    assert not load.load_baseline(connection)


def test_a_table_of_somebody_else_is_something(empty_database: BaseDatabaseWrapper) -> None:
    with empty_database.cursor() as cursor:
        cursor.execute("CREATE SCHEMA theirs")
        cursor.execute("CREATE TABLE theirs.notes (words text)")
    assert not load.load_baseline(empty_database)
    assert tables(empty_database) == []


def test_a_migration_that_is_not_installed_makes_all_of_them_walk(
    empty_database: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    of_another_release = tmp_path / "baseline.sql"
    script = load.BASELINE.read_text("utf-8").replace("'0001_initial'", "'0001_of_another_release'")
    of_another_release.write_text(script, encoding="utf-8")
    assert not load.load_baseline(empty_database, of_another_release)
    assert tables(empty_database) == []


def test_a_server_that_refuses_it_keeps_nothing_of_it(
    empty_database: BaseDatabaseWrapper, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    refused = tmp_path / "baseline.sql"
    refused.write_text(load.BASELINE.read_text("utf-8") + "SELECT what_no_server_knows();", encoding="utf-8")
    with caplog.at_level(logging.WARNING, load.logger.name):
        assert not load.load_baseline(empty_database, refused)
    assert tables(empty_database) == []
    assert "every migration is walked through" in caplog.text
