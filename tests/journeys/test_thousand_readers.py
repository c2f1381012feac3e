"""A thousand readers come by. What is kept of them are sums: nothing of any of them, nor of the order they came in."""

import io
import json
import logging
import random
import re
import runpy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from smallfavor.appeals.actions import count_tally
from smallfavor.appeals.actions.count_tally import TALLIER, Tallier
from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Tally
from smallfavor.appeals.tests.drafts import draft, variant
from smallfavor.core.baking import write_baked
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper

pytestmark = pytest.mark.django_db

READERS = 1_000
ARTICLE = "/news/a-harbour-story/"
COUNTRIES = ("LV", "EE", "LT", "DE", "")
LISTED = {"day", "version", "appeal", "variant", "country", "event", "ordinal", "count"}


@dataclass(frozen=True)
class Reader:
    """Somebody with an address and a browser of their own, who sees the plea `views` times and does one thing then."""

    number: int
    variant: str
    country: str
    views: int
    does: str

    @property
    def address(self) -> str:
        if self.number % 3 == 0:
            return f"2a02:4f8:{self.number:x}::{self.number:x}"
        return f"81.198.{self.number // 250}.{self.number % 250 + 1}"

    @property
    def agent(self) -> str:
        return f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.{self.number}.77 Safari/537.36"

    @property
    def traces(self) -> tuple[str, ...]:
        """What would tell them: whole, and the part of either that nobody else has."""
        return self.address, self.agent, f"130.0.{self.number}.77"


@dataclass
class Paper:
    """The site as the web server runs it, `smallfavor.config.wsgi`, without a network."""

    application: Callable[..., Any]
    manifest: Mapping[str, Any]
    now: datetime

    def ask(
        self, reader: Reader, path: str, query: Mapping[str, object] | None = None, body: bytes | None = None
    ) -> None:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET" if body is None else "POST", "PATH_INFO": path, "SCRIPT_NAME": "",
            "QUERY_STRING": urlencode(query or {}), "CONTENT_LENGTH": str(len(body or b"")),
            "CONTENT_TYPE": "text/plain", "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost",
            "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body or b""),
            "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0), "wsgi.multithread": True,
            "wsgi.multiprocess": True, "wsgi.run_once": False, "HTTP_USER_AGENT": reader.agent,
            "HTTP_REFERER": f"http://localhost{ARTICLE}",
        }  # fmt: skip
        if reader.number % 2:
            environ |= {"REMOTE_ADDR": reader.address}
        else:
            environ |= {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": reader.address}
        told: list[Any] = []
        answer = self.application(environ, lambda status, headers, *_: told.extend((status, headers)))
        b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        assert told[0].split()[0] in {"200", "204"}, (path, told[0])
        assert not [name for name, _ in told[1] if name.lower() == "set-cookie"]

    def is_visited_by(self, reader: Reader) -> None:
        self.ask(reader, ARTICLE)
        self.ask(reader, "/appeals/manifest.json", {"t": 59_847_000})
        self.beacon(reader, "exposed", 1)
        for ordinal in range(1, reader.views + 1):
            self.beacon(reader, "seen", ordinal)
        if reader.does:
            self.beacon(reader, reader.does, reader.views)
        if reader.does == "click" and reader.number % 2:
            plea = {"appeal": "spring", "variant": reader.variant, "version": self.manifest["version"]}
            gift = {"interval": "monthly", "amount": "5", "currency": "EUR", "lang": "en", "return": ARTICLE}
            self.ask(reader, "/support/", {**plea, **gift, "country": reader.country})

    def beacon(self, reader: Reader, event: str, ordinal: int) -> None:
        said = {
            "v": self.manifest["version"], "a": "spring", "b": reader.variant, "c": reader.country,
            "e": event, "k": ordinal, "t": self.manifest["token"],
        }  # fmt: skip
        # What no script of ours sends must not be kept either.
        strange = {"id": reader.agent} if reader.number % 50 == 0 else {}
        self.ask(reader, "/appeals/tally", body=json.dumps({**said, **strange}).encode())


@pytest.fixture
def readers() -> list[Reader]:
    chance = random.Random(7)
    return [
        Reader(
            number,
            chance.choice(("control", "bold")),
            chance.choice(COUNTRIES),
            chance.choice((1, 1, 1, 2, 3, 12)),
            chance.choice(("", "", "dismiss", "remind", "click")),
        )
        for number in range(READERS)
    ]


@pytest.fixture
def paper(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paper]:
    settings.BAKED = tmp_path / "baked"
    monkeypatch.setattr(Tallier, "keep_flushing", lambda self: None)
    # As Django's own test client does: the test's transaction lives in this connection.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    now = utcnow()
    monkeypatch.setattr(count_tally, "utcnow", lambda: now)  # midnight shall not come while they read
    plea = draft(variants=(variant("control"), variant("bold")))
    publish_appeal(save_draft(plea, actor=None, now=now), actor=None, now=now)
    publish_manifest(now=now)
    write_baked(ARTICLE, b"<!doctype html><title>A harbour story</title>")
    TALLIER.forget()
    manifest = json.loads((settings.BAKED / "appeals" / "manifest.json").read_bytes())
    yield Paper(runpy.run_module("smallfavor.config.wsgi")["application"], manifest, now)
    TALLIER.forget()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_of_a_thousand_readers_only_sums_are_kept(
    paper: Paper,
    readers: list[Reader],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    settings: Any,
) -> None:
    caplog.set_level(logging.DEBUG)
    before, files = everything_stored(), files_under(settings.BAKED)
    for reader in readers:
        paper.is_visited_by(reader)
    assert TALLIER.flush() > 4 * READERS - 1
    after = everything_stored()

    assert {name for name, rows in after.items() if rows != before[name]} == {"appeals_tally"}
    assert files_under(settings.BAKED) == files
    stored = "\n".join(row for rows in after.values() for row in rows)
    said = caplog.text + "".join(capfd.readouterr())
    for trace in (trace for reader in readers for trace in reader.traces):
        assert trace not in stored
        assert trace not in said
    assert ARTICLE not in said

    rows = list(Tally.objects.values())
    assert all(set(row) == LISTED for row in rows)
    assert {row["day"] for row in rows} == {current_paper().today(paper.now)}
    assert {row["version"] for row in rows} == {paper.manifest["version"]}
    assert {row["appeal"] for row in rows} == {"spring"}
    assert {row["variant"] for row in rows} == {"control", "bold"}
    assert {row["country"] for row in rows} == set(COUNTRIES)
    assert {row["event"] for row in rows} == {"exposed", "seen", "dismiss", "remind", "click", "form"}
    assert {row["ordinal"] for row in rows} == set(range(1, 9))
    assert sum(row["count"] for row in rows if row["event"] == "exposed") == READERS
    assert sum(row["count"] for row in rows if row["event"] == "seen") == sum(reader.views for reader in readers)


def test_the_order_in_which_they_came_leaves_no_trace(paper: Paper, readers: list[Reader]) -> None:
    stored = []
    for seed, flushed_after in ((1, 97), (2, 233)):
        Tally.objects.all().delete()
        order = random.Random(seed).sample(readers, len(readers))
        for place, reader in enumerate(order, 1):
            paper.is_visited_by(reader)
            if place % flushed_after == 0:
                TALLIER.flush()
        TALLIER.flush()
        stored.append(everything_stored())
    assert stored[0]["appeals_tally"]
    assert stored[0] == stored[1]


def everything_stored() -> dict[str, list[str]]:
    """Every table of the database: its rows as text, in the order of that text; and the numbers that were given out."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
            " AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        )
        for schema, table in cursor.fetchall():
            assert re.fullmatch(r"\w+\.\w+", f"{schema}.{table}")
            cursor.execute(f'SELECT whole::text FROM "{schema}"."{table}" AS whole ORDER BY 1')
            found[table if schema == "public" else f"{schema}.{table}"] = [row for (row,) in cursor.fetchall()]
        cursor.execute("SELECT schemaname || sequencename || coalesce(last_value, 0) FROM pg_sequences ORDER BY 1")
        found["sequences"] = [row for (row,) in cursor.fetchall()]
    return found


def files_under(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}
