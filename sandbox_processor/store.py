"""The processor's own database: SQLite, every commit on disk before an answer leaves. Not here: what the rows mean."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar

from sandbox_processor.objects import KINDS, PREFIXES, Charge, Instrument, Metadata, Thing, as_json
from sandbox_processor.record_file import RecordFile

T = TypeVar("T")

SCHEMA = """
CREATE TABLE IF NOT EXISTS object (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, created_ms INTEGER NOT NULL,
    state TEXT NOT NULL, due_ms INTEGER, session TEXT NOT NULL, metadata TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS object_created ON object (created_ms, seq);
CREATE INDEX IF NOT EXISTS object_payment ON object (json_extract(metadata, '$."payment"'));
CREATE INDEX IF NOT EXISTS object_pledge ON object (json_extract(metadata, '$."pledge"'));
CREATE INDEX IF NOT EXISTS object_due ON object (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX IF NOT EXISTS object_session ON object (session) WHERE session <> '';
CREATE UNIQUE INDEX IF NOT EXISTS one_success_a_session ON object (session)
    WHERE kind = 'charge' AND session <> '' AND state IN ('succeeded', 'processing');
CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, created_ms INTEGER NOT NULL, status INTEGER, answer TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, object_id TEXT NOT NULL,
    created_ms INTEGER NOT NULL, body TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_ms INTEGER,
    delivered_ms INTEGER, last_answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX IF NOT EXISTS event_due ON event (next_ms) WHERE next_ms IS NOT NULL;
CREATE INDEX IF NOT EXISTS event_object ON event (object_id);
CREATE TABLE IF NOT EXISTS line (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, created_ms INTEGER NOT NULL, kind TEXT NOT NULL,
    source TEXT NOT NULL, charge TEXT NOT NULL, currency TEXT NOT NULL, gross_minor INTEGER NOT NULL,
    fee_minor INTEGER NOT NULL, net_minor INTEGER NOT NULL, metadata TEXT NOT NULL, payout TEXT NOT NULL DEFAULT '',
    CHECK (net_minor = gross_minor - fee_minor)
) STRICT;
CREATE INDEX IF NOT EXISTS line_open ON line (currency) WHERE payout = '';
CREATE INDEX IF NOT EXISTS line_payout ON line (payout, seq) WHERE payout <> '';
"""


class Books:
    """One transaction: all reads and writes of a verb go through it."""

    def __init__(self, connection: sqlite3.Connection, now_ms: int) -> None:
        self.sql = connection
        self.now_ms = now_ms

    def new_id(self, kind: str) -> str:
        return f"{PREFIXES[kind]}_{token_hex(12)}"

    def add(self, thing: Thing) -> None:
        self.sql.execute(
            "INSERT INTO object (id, kind, created_ms, state, due_ms, session, metadata, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (thing.id, thing.object, thing.created_ms, *_columns(thing)),
        )

    def save(self, thing: Thing) -> None:
        self.sql.execute(
            "UPDATE object SET state = ?, due_ms = ?, session = ?, metadata = ?, body = ? WHERE id = ?",
            (*_columns(thing), thing.id),
        )

    def find(self, object_id: str) -> Thing | None:
        row = self.sql.execute("SELECT kind, body FROM object WHERE id = ?", (object_id,)).fetchone()
        return _thing(row) if row else None

    def find_as(self, kind: type[T], object_id: str) -> T | None:
        found = self.find(object_id)
        return found if isinstance(found, kind) else None

    def charges_of(self, session_id: str) -> list[Charge]:
        query = "SELECT kind, body FROM object WHERE session = ? AND session <> '' AND kind = 'charge' ORDER BY seq"
        found = (_thing(row) for row in self.sql.execute(query, (session_id,)))
        return [thing for thing in found if isinstance(thing, Charge)]

    def latest(self, kinds: tuple[str, ...], limit: int) -> list[Thing]:
        """The newest first."""
        marks = ", ".join("?" * len(kinds))
        query = f"SELECT kind, body FROM object WHERE kind IN ({marks}) ORDER BY seq DESC LIMIT ?"  # noqa: S608
        return [_thing(row) for row in self.sql.execute(query, (*kinds, limit))]

    def due(self, limit: int) -> list[Thing]:
        """Open pages past their time, charges whose bank has answered."""
        query = "SELECT kind, body FROM object WHERE due_ms IS NOT NULL AND due_ms <= ? ORDER BY due_ms LIMIT ?"
        return [_thing(row) for row in self.sql.execute(query, (self.now_ms, limit))]

    def select(
        self, *, metadata: Metadata, kind: str, from_ms: int, until_ms: int, after: int, limit: int
    ) -> list[tuple[int, Thing]]:
        """Objects in order of their making, with their sequence numbers."""
        where, values = ["seq > ?", "created_ms >= ?", "created_ms < ?"], [after, from_ms, until_ms]
        arguments: list[Any] = list(values)
        if kind:
            where.append("kind = ?")
            arguments.append(kind)
        for name, value in metadata.items():
            where.append(f"json_extract(metadata, '$.\"{name}\"') = ?")
            arguments.append(value)
        query = f"SELECT kind, body, seq FROM object WHERE {' AND '.join(where)} ORDER BY seq LIMIT ?"  # noqa: S608
        return [(row[2], _thing(row)) for row in self.sql.execute(query, (*arguments, limit))]

    def insert_line(self, row: tuple[str | int, ...], metadata: Metadata) -> None:
        """One line of the balance (balance.py): id, created_ms, kind, source, charge, currency, gross, fee, net."""
        self.sql.execute(
            "INSERT INTO line"
            " (id, created_ms, kind, source, charge, currency, gross_minor, fee_minor, net_minor, metadata)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, json.dumps(metadata)),
        )

    def balance_minor(self, currency: str) -> int:
        """What stands in this currency and has not been paid out."""
        query = "SELECT coalesce(sum(net_minor), 0) FROM line WHERE currency = ? AND payout = ''"
        total: int = self.sql.execute(query, (currency,)).fetchone()[0]
        return total

    def take_lines(self, currency: str, payout_id: str) -> None:
        self.sql.execute("UPDATE line SET payout = ? WHERE currency = ? AND payout = ''", (payout_id, currency))

    def lines(self, payout_id: str, after: int, limit: int) -> list[tuple[int, tuple[Any, ...]]]:
        """The lines of a payout behind the sequence number `after`."""
        query = (
            "SELECT seq, id, created_ms, kind, source, charge, currency, gross_minor, fee_minor, net_minor, metadata"
            " FROM line WHERE payout = ? AND seq > ? ORDER BY seq LIMIT ?"
        )
        rows = self.sql.execute(query, (payout_id, after, limit)).fetchall()
        return [(row[0], (*row[1:10], json.loads(row[10]))) for row in rows]

    def show(self, thing: Thing) -> dict[str, Any]:
        """As the API shows it: with the saved card beside its id."""
        shown = as_json(thing)
        token = getattr(thing, "instrument", "")
        saved = self.find_as(Instrument, token) if token else None
        if saved is not None:
            shown["saved"] = as_json(saved)
        return shown

    def emit(self, kind: str, thing: Thing) -> str:
        """Note an event that is to be delivered; returns its id."""
        event_id = f"evt_{token_hex(12)}"
        body = {"id": event_id, "type": kind, "created_ms": self.now_ms, "object": as_json(thing)}
        self.sql.execute(
            "INSERT INTO event (id, type, object_id, created_ms, body, next_ms) VALUES (?, ?, ?, ?, ?, ?)",
            (event_id, kind, thing.id, self.now_ms, json.dumps(body), self.now_ms),
        )
        return event_id


class Store(RecordFile[Books]):
    """The sandbox's own database."""

    def __init__(self, path: Path, clock_ms: Callable[[], int]) -> None:
        super().__init__(path, SCHEMA, lambda sql: Books(sql, clock_ms()))
        self.now_ms = clock_ms


def _columns(thing: Thing) -> tuple[str, int | None, str, str, str]:
    due = None
    if thing.object == "session" and thing.state == "open":
        due = getattr(thing, "expires_ms", None)
    if thing.object == "charge" and thing.state != "declined":
        due = getattr(thing, "settles_ms" if thing.state == "processing" else "disputed_ms", 0) or None
    session = getattr(thing, "session", "")
    return thing.state, due, session, json.dumps(thing.metadata), json.dumps(asdict(thing))


def _thing(row: tuple[Any, ...]) -> Thing:
    return KINDS[row[0]](**json.loads(row[1]))
