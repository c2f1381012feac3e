import json
from collections.abc import Callable

import pytest
from django.db import Error, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from smallfavor.appeals.actions import count_tally
from smallfavor.appeals.actions.count_tally import Tallier
from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Tally
from smallfavor.appeals.tests.drafts import draft
from smallfavor.core.clock import utcnow

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36"
Send = Callable[..., int]


@pytest.fixture
def send(tallier: Tallier) -> Send:
    now = utcnow()
    publish_appeal(save_draft(draft(), actor=None, now=now), actor=None, now=now)
    version = publish_manifest(now=now)

    def post(body: bytes | None = None, agent: str = BROWSER, **said: object) -> int:
        whole = {"v": version, "a": "spring", "b": "control", "e": "seen", "k": 1, "c": "LV", **said}
        answer = Client(enforce_csrf_checks=True, headers={"user-agent": agent}).post(
            "/appeals/tally", body if body is not None else json.dumps(whole), content_type="text/plain"
        )
        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
        return tallier.flush()

    return post


def test_beacons_become_counts_not_rows(send: Send) -> None:
    for _time in range(3):
        send()
    send(k=2)
    send(e="exposed", c="")
    rows = Tally.objects.order_by("event", "ordinal").values_list("event", "ordinal", "country", "count")
    assert list(rows) == [("exposed", 1, "", 1), ("seen", 1, "LV", 3), ("seen", 2, "LV", 1)]


def test_a_row_holds_nothing_but_the_listed_fields() -> None:
    names = {field.name for field in Tally._meta.get_fields()}
    assert names == {"id", "day", "version", "appeal", "variant", "country", "event", "ordinal", "count"}


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"x" * 100_000])
def test_nonsense_is_answered_alike_and_counted_nowhere(send: Send, body: bytes) -> None:
    assert send(body) == 0


def test_robots_and_unknown_versions_are_counted_nowhere(send: Send) -> None:
    assert send(agent="Googlebot/2.1") == 0
    assert send(v="ffffffffffff") == 0
    assert send(b="another") == 0


def test_only_posts_are_taken(client: Client) -> None:
    assert client.get("/appeals/tally").status_code == 405


def test_one_flush_is_one_statement_however_many_beacons(send: Send, tallier: Tallier) -> None:
    now = utcnow()
    [version] = tallier._versions(now)
    for ordinal in range(1, 9):
        for _time in range(50):
            said = {"v": version, "a": "spring", "b": "control", "e": "seen", "k": ordinal}
            assert tallier.count(json.dumps(said).encode(), now=now)
    with CaptureQueriesContext(connection) as queries:
        assert tallier.flush() == 400
    assert len(queries) == 1
    assert Tally.objects.count() == 8


def test_what_the_database_refused_is_kept_and_counted_later(
    send: Send, tallier: Tallier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_counts: object) -> None:
        raise Error("gone away")

    with monkeypatch.context() as patch:
        patch.setattr(count_tally, "add_tallies", refuse)
        with pytest.raises(Error):
            send()
    assert send() == 2
    assert Tally.objects.get().count == 2


def test_two_processes_add_up(send: Send) -> None:
    send()
    now = utcnow()
    other = Tallier()
    [version] = other._versions(now)
    other.count(json.dumps({"v": version, "a": "spring", "b": "control", "e": "seen", "c": "LV"}).encode(), now=now)
    other.flush()
    assert Tally.objects.get().count == 2
