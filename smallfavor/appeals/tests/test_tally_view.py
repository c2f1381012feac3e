import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
from smallfavor.appeals.tokens import token_now
from smallfavor.appeals.views.tally import HEADERS, beacon
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
        whole = {
            "v": version,
            "a": "spring",
            "b": "control",
            "e": "seen",
            "k": 1,
            "c": "LV",
            "t": token_now(version, now),
            **said,
        }
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
    with connection.cursor() as cursor:
        names = {column.name for column in connection.introspection.get_table_description(cursor, "appeals_tally")}
    assert names == {"day", "version", "appeal", "variant", "country", "event", "ordinal", "count"}


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
    [version] = tallier.known(now).versions
    for ordinal in range(1, 9):
        for _time in range(50):
            said = {
                "v": version,
                "a": "spring",
                "b": "control",
                "e": "seen",
                "k": ordinal,
                "t": token_now(version, now),
            }
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
    [version] = other.known(now).versions
    said = {"v": version, "a": "spring", "b": "control", "e": "seen", "c": "LV", "t": token_now(version, now)}
    other.count(json.dumps(said).encode(), now=now)
    other.flush()
    assert Tally.objects.get().count == 2


def test_at_the_front_door_a_beacon_counts_like_behind_it(send: Send, tallier: Tallier) -> None:
    now = utcnow()
    [version] = tallier.known(now).versions
    said = {"v": version, "a": "spring", "b": "control", "e": "seen", "c": "LV", "t": token_now(version, now)}
    body = json.dumps(said).encode()

    def post(body: bytes, length: str, agent: str = BROWSER) -> int:
        told: list[object] = []
        environ = {"CONTENT_LENGTH": length, "HTTP_USER_AGENT": agent, "REMOTE_ADDR": "8.8.8.8"}
        answer = beacon({**environ, "wsgi.input": io.BytesIO(body)}, lambda *given: told.extend(given))
        assert (b"".join(answer), told) == (b"", ["204 No Content", HEADERS])
        return tallier.flush()

    assert post(body, str(len(body))) == 1
    assert post(body, "") == post(body, "-1") == post(body, "many") == post(body, "513") == 0
    assert post(body[:-1], str(len(body))) == 0
    assert post(body, str(len(body)), agent="curl/8") == 0


def test_a_manifest_that_was_published_just_now_is_known(
    send: Send, tallier: Tallier, monkeypatch: pytest.MonkeyPatch
) -> None:
    send()
    now = utcnow()
    publish_appeal(save_draft(draft(slug="autumn"), actor=None, now=now), actor=None, now=now)
    version = publish_manifest(now=now)
    said = {"a": "autumn", "v": version, "t": token_now(version, now)}
    assert send(**said) == 0
    monkeypatch.setattr(count_tally, "LOOK_AGAIN_S", -1)
    assert send(**said) == 1


def test_while_the_database_is_away_the_manifests_known_before_stand(
    send: Send, tallier: Tallier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_now: object) -> None:
        raise Error("gone away")

    send()
    monkeypatch.setattr(count_tally, "versions_in_use", refuse)
    monkeypatch.setattr(count_tally, "VERSIONS_FRESH_S", -1)
    assert send() == 1
    tallier.forget()
    assert send() == 0


def test_a_day_of_the_paper_ends_at_its_own_midnight(send: Send, tallier: Tallier) -> None:
    now = utcnow()
    before = tallier.known(now)
    after = tallier.known(before.ends_at)
    assert (after.day - before.day).days == 1
    assert tallier.known(before.ends_at + timedelta(hours=1)) is after


def test_the_manifest_gives_out_todays_token_and_keeps_its_version(baked: Path) -> None:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    publish_appeal(save_draft(draft(), actor=None, now=now), actor=None, now=now)
    given = []
    for days in (0, 1):
        version = publish_manifest(now=now + timedelta(days=days))
        manifest = json.loads((baked / "appeals" / "manifest.json").read_bytes())
        given.append((version, manifest["version"], manifest["token"]))
    assert len({version for version, _, _ in given}) == 1
    assert given[0][1] == given[0][0]
    assert given[0][2] == token_now(given[0][0], now) != given[1][2]
