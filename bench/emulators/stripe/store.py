"""The emulator's own database: SQLite, every commit on disk before an answer leaves. Not here: what the rows mean.

A row is one of Stripe's objects as the wire has it (`body`) and what the service alone knows of it (`inner`): which
test card a payment method is, on which page a charge was made.
"""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from typing import Any

from bench.emulators.stripe.refusals import missing
from bench.emulators.stripe.shapes import Wire, check_object
from sandbox_processor.record_file import RecordFile

API_VERSION = "2026-10-28.endive"
FILTERS = ("charge", "customer", "payment_intent", "payment_method", "source")
SCHEMA = """
CREATE TABLE IF NOT EXISTS object (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL, due_ms INTEGER, body TEXT NOT NULL, inner TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS object_kind ON object (kind, seq);
CREATE INDEX IF NOT EXISTS object_due ON object (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX IF NOT EXISTS object_open ON object (seq) WHERE kind = 'balance_transaction'
    AND json_extract(inner, '$.payout') IS NULL;
CREATE INDEX IF NOT EXISTS object_payout ON object (json_extract(inner, '$.payout'));
CREATE INDEX IF NOT EXISTS object_session ON object (json_extract(inner, '$.session'));
CREATE INDEX IF NOT EXISTS object_payment ON object (kind, json_extract(body, '$.metadata.payment'));
CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT PRIMARY KEY, endpoint TEXT NOT NULL, fingerprint TEXT NOT NULL, created_ms INTEGER NOT NULL,
    request TEXT NOT NULL, status INTEGER, answer TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS delivery (
    seq INTEGER PRIMARY KEY, event TEXT NOT NULL UNIQUE, object_id TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    next_ms INTEGER, delivered_ms INTEGER, last_answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (next_ms) WHERE next_ms IS NOT NULL;
CREATE INDEX IF NOT EXISTS delivery_object ON delivery (object_id);
""" + "".join(
    f"CREATE INDEX IF NOT EXISTS object_{name} ON object (kind, json_extract(body, '$.{name}'));\n" for name in FILTERS
)


class Books:
    """One transaction: all reads and writes of a verb go through it."""

    def __init__(self, connection: sqlite3.Connection, now_ms: int, subscribed: tuple[str, ...]) -> None:
        self.sql = connection
        self.now_ms = now_ms
        self._subscribed = subscribed

    @property
    def now_s(self) -> int:
        return self.now_ms // 1000

    def new_id(self, prefix: str) -> str:
        return f"{prefix}_{token_hex(12)}"

    def add(self, thing: Wire, *, due_ms: int | None = None, **inner: Any) -> Wire:
        """Keep a new object. Raises WrongShape."""
        check_object(thing)
        self.sql.execute(
            "INSERT INTO object (id, kind, created_ms, changed_ms, due_ms, body, inner) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (thing["id"], thing["object"], self.now_ms, self.now_ms, due_ms, json.dumps(thing), json.dumps(inner)),
        )
        return thing

    def save(self, thing: Wire, **inner: Any) -> Wire:
        """Keep an object as it is now; of what is known inside, only what is named changes. Raises WrongShape."""
        check_object(thing)
        self.sql.execute(
            "UPDATE object SET body = ?, inner = json_patch(inner, ?), changed_ms = ? WHERE id = ?",
            (json.dumps(thing), json.dumps(inner), self.now_ms, thing["id"]),
        )
        return thing

    def wait(self, object_id: str, due_ms: int | None) -> None:
        """When the service looks at this object again by itself."""
        self.sql.execute("UPDATE object SET due_ms = ? WHERE id = ?", (due_ms, object_id))

    def remove(self, object_id: str) -> None:
        self.sql.execute("DELETE FROM object WHERE id = ?", (object_id,))

    def find(self, object_id: str, kind: str = "") -> Wire | None:
        query = "SELECT body FROM object WHERE id = ? AND ? IN ('', kind)"
        row = self.sql.execute(query, (object_id, kind)).fetchone()
        return dict(json.loads(row[0])) if row else None

    def existing(self, kind: str, object_id: str, *, param: str = "id") -> Wire:
        """Raises Refused where there is none."""
        found = self.find(object_id, kind)
        if found is None:
            raise missing(kind, object_id, param=param)
        return found

    def inner(self, object_id: str) -> dict[str, Any]:
        row = self.sql.execute("SELECT inner FROM object WHERE id = ?", (object_id,)).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def due(self, limit: int) -> list[Wire]:
        query = "SELECT body FROM object WHERE due_ms IS NOT NULL AND due_ms <= ? ORDER BY due_ms LIMIT ?"
        return [json.loads(row[0]) for row in self.sql.execute(query, (self.now_ms, limit))]

    def select(self, where: str, values: tuple[Any, ...], *, last: str = "") -> list[tuple[int, int, Wire]]:
        """(seq, created_ms, object) of the rows that fit a condition of ours; `last`: their order and limit."""
        query = f"SELECT seq, created_ms, body FROM object WHERE {where} {last}"  # noqa: S608 (our own words)
        return [(row[0], row[1], json.loads(row[2])) for row in self.sql.execute(query, values)]

    def emit(self, kind: str, thing: Wire, previous: Wire | None = None) -> None:
        """Note an event that is to be delivered. `previous`: the old values of what changed."""
        data: Wire = {"object": thing} | ({"previous_attributes": previous} if previous else {})
        event = {
            "id": self.new_id("evt"), "object": "event", "api_version": API_VERSION, "created": self.now_s,
            "data": data, "livemode": False, "pending_webhooks": 1, "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }  # fmt: skip
        check_object(thing)
        self.add(event)
        next_ms = self.now_ms if not self._subscribed or kind in self._subscribed else None
        self.sql.execute(
            "INSERT INTO delivery (event, object_id, next_ms) VALUES (?, ?, ?)", (event["id"], thing["id"], next_ms)
        )


class Store(RecordFile[Books]):
    """The emulator's own database."""

    def __init__(self, path: Path, clock_ms: Callable[[], int], subscribed: tuple[str, ...] = ()) -> None:
        super().__init__(path, SCHEMA, lambda sql: Books(sql, clock_ms(), subscribed))
        self.now_ms = clock_ms
