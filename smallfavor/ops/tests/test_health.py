"""The two questions of a supervisor."""

from unittest import mock

import pytest
from django.db import DatabaseError, connection
from django.test import Client


def test_live_asks_no_database(client: Client) -> None:
    assert client.get("/health/live").json() == {"live": True}


@pytest.mark.django_db
def test_ready_when_the_database_answers(client: Client) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_while_the_database_is_away(client: Client) -> None:
    with mock.patch.object(connection, "cursor", side_effect=DatabaseError("away")):
        answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False}
