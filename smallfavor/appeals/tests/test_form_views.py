from collections.abc import Callable

import pytest
from django.test import Client

from smallfavor.appeals.actions.count_tally import Tallier
from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Tally
from smallfavor.appeals.tests.drafts import draft
from smallfavor.core.clock import utcnow

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36"
Open = Callable[..., int]


@pytest.fixture
def open_form(tallier: Tallier) -> Open:
    """Open the form as the plea's link does, and say how many openings that counted."""
    now = utcnow()
    publish_appeal(save_draft(draft(), actor=None, now=now), actor=None, now=now)
    version = publish_manifest(now=now)

    def ask(method: str = "get", agent: str = BROWSER, headers: dict[str, str] | None = None, **marks: str) -> int:
        query = {"appeal": "spring", "variant": "control", "version": version, "country": "LV", **marks}
        client = Client(headers={"user-agent": agent, **(headers or {})})
        answer = getattr(client, method)("/support/", query)
        assert answer.status_code in {200, 422}
        assert not answer.cookies
        return tallier.flush()

    return ask


def test_an_opened_form_is_one_count_of_its_plea(open_form: Open) -> None:
    assert open_form(zone="Europe/Riga") == 1
    assert open_form() == 1
    [row] = Tally.objects.values("appeal", "variant", "country", "event", "ordinal", "count")
    expected = {"appeal": "spring", "variant": "control", "country": "LV", "event": "form", "ordinal": 1, "count": 2}
    assert row == expected


@pytest.mark.parametrize("marks", [{"variant": ""}, {"variant": "bold"}, {"appeal": "other"}, {"version": "f" * 12}])
def test_a_form_without_a_plea_of_ours_is_not_counted(open_form: Open, marks: dict[str, str]) -> None:
    assert open_form(**marks) == 0


def test_robots_and_what_is_fetched_ahead_are_not_counted(open_form: Open) -> None:
    assert open_form(agent="Googlebot/2.1") == 0
    assert open_form(headers={"sec-purpose": "prefetch;prerender"}) == 0
    assert open_form(headers={"purpose": "prefetch"}) == 0


def test_only_the_opening_counts_not_what_is_done_with_the_form(open_form: Open) -> None:
    assert open_form(method="head") == 0
    assert open_form(method="post", show="language") == 0
    assert open_form(headers={"referer": "http://testserver/support/?lang=ru"}) == 0
    assert open_form(headers={"referer": "http://testserver/news/support/"}) == 1


def test_where_giving_is_dangerous_no_form_is_shown_and_none_counted(open_form: Open, settings: object) -> None:
    settings.RISK_COUNTRIES = ["BY"]  # type: ignore[attr-defined]
    assert open_form(country="BY") == 0
