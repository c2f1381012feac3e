"""The emulator's own record: SQLite, every commit on disk before an answer leaves. Not here: what the rows mean."""

import hashlib
import json
import sqlite3
import time
from pathlib import Path
from secrets import choice
from string import ascii_letters, digits
from typing import Any

from bench.emulators.mollie.refusals import Refused, missing
from sandbox_processor.record_file import RecordFile

SCHEMA = """
CREATE TABLE IF NOT EXISTS thing (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, parent TEXT NOT NULL,
    created_ms INTEGER NOT NULL, due_ms INTEGER, body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS thing_listed ON thing (kind, seq);
CREATE INDEX IF NOT EXISTS thing_parent ON thing (parent, kind);
CREATE INDEX IF NOT EXISTS thing_due ON thing (due_ms) WHERE due_ms IS NOT NULL;
CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, created_ms INTEGER NOT NULL, status INTEGER, answer TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS delivery (
    seq INTEGER PRIMARY KEY, payment TEXT NOT NULL, url TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    next_ms INTEGER, last_answer TEXT NOT NULL DEFAULT ''
) STRICT;
"""
PREFIXES = {
    "payment": "tr",
    "customer": "cst",
    "mandate": "mdt",
    "refund": "re",
    "chargeback": "chb",
    "settlement": "stl",
}
Thing = dict[str, Any]


class Books:
    """One transaction. A thing is a dictionary with `id`, `kind`, `parent`, `created_ms` and what it is."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.sql = connection
        self.now_ms = time.time_ns() // 1_000_000

    def add(self, kind: str, parent: str = "", *, due_ms: int | None = None, **fields: Any) -> Thing:
        own = "".join(choice(ascii_letters + digits) for _ in range(22))
        thing = {"id": f"{PREFIXES[kind]}_{own}", "kind": kind, "parent": parent, "created_ms": self.now_ms, **fields}
        self.sql.execute(
            "INSERT INTO thing (id, kind, parent, created_ms, due_ms, body) VALUES (?, ?, ?, ?, ?, ?)",
            (thing["id"], kind, parent, self.now_ms, due_ms, json.dumps(thing)),
        )
        return thing

    def save(self, thing: Thing, *, due_ms: int | None = None) -> None:
        self.sql.execute("UPDATE thing SET due_ms = ?, body = ? WHERE id = ?", (due_ms, json.dumps(thing), thing["id"]))

    def find(self, kind: str, thing_id: str, parent: str = "") -> Thing:
        """Raises Refused."""
        row = self.sql.execute("SELECT body FROM thing WHERE id = ? AND kind = ?", (thing_id, kind)).fetchone()
        found: Thing | None = json.loads(row[0]) if row else None
        if found is None or (parent and found["parent"] != parent):
            raise missing(kind)
        return found

    def below(self, parent: str, kind: str) -> list[Thing]:
        query = "SELECT body FROM thing WHERE parent = ? AND kind = ? ORDER BY seq"
        return [json.loads(row[0]) for row in self.sql.execute(query, (parent, kind))]

    def newest(self, kind: str, *, parent: str, settlement: str, start: str, before_ms: int, limit: int) -> list[Thing]:
        """Newest first, from the thing `start` on (itself included); one more than `limit` says that there are more."""
        where, values = ["kind = ?", "created_ms <= ?"], list[Any]([kind, before_ms])
        if parent:
            where.append("parent = ?")
            values.append(parent)
        if settlement:
            where.append("json_extract(body, '$.settlement') = ?")
            values.append(settlement)
        if start:
            where.append("seq <= (SELECT seq FROM thing WHERE id = ?)")
            values.append(start)
        query = f"SELECT body FROM thing WHERE {' AND '.join(where)} ORDER BY seq DESC LIMIT ?"  # noqa: S608
        return [json.loads(row[0]) for row in self.sql.execute(query, (*values, limit + 1))]

    def everything(self) -> list[Thing]:
        return [json.loads(row[0]) for row in self.sql.execute("SELECT body FROM thing ORDER BY seq")]

    def due(self) -> list[Thing]:
        query = "SELECT body FROM thing WHERE due_ms IS NOT NULL AND due_ms <= ? ORDER BY due_ms LIMIT 100"
        return [json.loads(row[0]) for row in self.sql.execute(query, (self.now_ms,))]

    def tell(self, payment: Thing) -> None:
        """Note that the payment's own webhook is to be called: with its id, and nothing else."""
        if payment["webhook_url"]:
            self.sql.execute(
                "INSERT INTO delivery (payment, url, next_ms) VALUES (?, ?, ?)",
                (payment["id"], payment["webhook_url"], self.now_ms),
            )


class Store(RecordFile[Books]):
    """The emulator's own database."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, SCHEMA, Books)


def claim_key(store: Store, key: str, call: str, body: bytes, key_life_s: int) -> tuple[int, Any] | None:
    """Take the key for this call; or the answer that it has already. Raises Refused: 400 for another call, 409."""
    fingerprint = hashlib.sha256(call.encode() + b"\n" + body).hexdigest()
    with store.transaction() as books:
        old = books.now_ms - key_life_s * 1000
        books.sql.execute("DELETE FROM idempotency WHERE key = ? AND created_ms < ? AND status IS NOT NULL", (key, old))
        query = "SELECT fingerprint, status, answer FROM idempotency WHERE key = ?"
        row = books.sql.execute(query, (key,)).fetchone()
        if row is None:
            insert = "INSERT INTO idempotency (key, fingerprint, created_ms) VALUES (?, ?, ?)"
            books.sql.execute(insert, (key, fingerprint, books.now_ms))
            return None
    if row[0] != fingerprint:
        raise Refused(400, "This Idempotency-Key was used for another request.")
    if row[1] is None:
        raise Refused(409, "A request with this Idempotency-Key is still being processed.")
    return row[1], json.loads(row[2])


def keep_answer(books: Books, key: str, status: int, answer: Any) -> None:
    """In the same transaction as the effect."""
    update = "UPDATE idempotency SET status = ?, answer = ? WHERE key = ?"
    books.sql.execute(update, (status, json.dumps(answer), key))


def release_key(store: Store, key: str) -> None:
    """The call was refused before it began: the key stays free."""
    with store.transaction() as books:
        books.sql.execute("DELETE FROM idempotency WHERE key = ? AND status IS NULL", (key,))
