"""Tests with real transactions empty every table behind them. This puts back the rows that migrations made.

Without it, whatever runs next would miss Wagtail's root page, its collection and its groups.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test import TransactionTestCase


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        first_rows = connection.creation.serialize_db_to_string()

    def empty_and_put_back(self: TransactionTestCase) -> None:
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        connection.creation.deserialize_db_from_string(first_rows)
        # The rows came back with the numbers they had; the next new row must not get one of these.
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
                cursor.execute(statement)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", empty_and_put_back)
    yield
    patch.undo()
