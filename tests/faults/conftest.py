"""The installation that the crash tests break."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from tests.faults.installation import Installation, installed


@pytest.fixture(scope="module")
def installation(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installation]:
    """A fresh one, over a copy of the tests' own migrated database."""
    with django_db_blocker.unblock():
        settings = connections["default"].settings_dict
        connections.close_all()
    with installed(str(settings["HOST"]), str(settings["NAME"])) as fresh:
        yield fresh
