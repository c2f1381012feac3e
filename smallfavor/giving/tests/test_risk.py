from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from smallfavor.giving.tests.conftest import Form, text
from smallfavor.payments.models import Payment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def risky(settings: Any) -> None:
    settings.RISK_COUNTRIES = ["BY", "IN"]


@pytest.mark.parametrize("query", ["country=BY", "country=by", "zone=Europe/Minsk", "zone=Asia/Calcutta"])
def test_the_form_says_why_and_stops(client: Client, query: str) -> None:
    html = text(client.get("/support/?" + query))
    assert "could put you in danger" in html
    assert 'id="support"' not in html


def test_a_posted_form_from_there_takes_nothing(client: Client, good_form: Callable[..., Form]) -> None:
    response = client.post("/support/", good_form(zone="Europe/Minsk"))
    assert response.status_code == 403
    assert "nothing was taken" in text(response)
    assert not Payment.objects.exists()


def test_everybody_else_is_asked(client: Client) -> None:
    assert 'id="support"' in text(client.get("/support/?country=LV"))


def test_the_script_knows_the_zones_that_are_not_asked(client: Client) -> None:
    html = text(client.get("/support/"))
    assert "Europe/Minsk" in html
    assert "Asia/Calcutta" in html
    assert "Europe/Riga" not in html
