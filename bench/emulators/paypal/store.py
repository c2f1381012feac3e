"""The emulator's own record: SQLite, every commit on disk before an answer leaves. Not here: what the rows mean."""

import json
import sqlite3
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.emulators.paypal.values import amount, new_name, time_text
from sandbox_processor.record_file import RecordFile

SCHEMA = """
CREATE TABLE IF NOT EXISTS thing (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, at_s REAL NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS thing_kind ON thing (kind, seq);
CREATE TABLE IF NOT EXISTS moved (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL, code TEXT NOT NULL, status TEXT NOT NULL, at_s REAL NOT NULL,
    currency TEXT NOT NULL, amount TEXT NOT NULL, fee TEXT NOT NULL, about TEXT NOT NULL, custom TEXT NOT NULL,
    invoice TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS moved_at ON moved (at_s, seq);
CREATE TABLE IF NOT EXISTS keyed (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, at_s REAL NOT NULL, status INTEGER, answer TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, next_s REAL
) STRICT;
"""
TABLES = ("thing", "moved", "keyed", "event")


class Books:
    """One transaction: all reads and writes of a call go through it."""

    def __init__(self, connection: sqlite3.Connection, now_s: float) -> None:
        self.sql = connection
        self.now_s = now_s

    @property
    def now_text(self) -> str:
        return time_text(self.now_s)

    def add(self, kind: str, thing: dict[str, Any], name: str = "id") -> None:
        self.sql.execute(
            "INSERT INTO thing (id, kind, at_s, body) VALUES (?, ?, ?, ?)",
            (thing[name], kind, self.now_s, json.dumps(thing)),
        )

    def save(self, thing: dict[str, Any], name: str = "id") -> None:
        self.sql.execute("UPDATE thing SET body = ? WHERE id = ?", (json.dumps(thing), thing[name]))

    def find(self, kind: str, thing_id: str, *, younger_than_s: float = 0) -> dict[str, Any] | None:
        row = self.sql.execute("SELECT body, at_s FROM thing WHERE id = ? AND kind = ?", (thing_id, kind)).fetchone()
        if row is None or (younger_than_s and row[1] < self.now_s - younger_than_s):
            return None
        found: dict[str, Any] = json.loads(row[0])
        return found

    def every(self, kind: str) -> list[dict[str, Any]]:
        rows = self.sql.execute("SELECT body FROM thing WHERE kind = ? ORDER BY seq", (kind,)).fetchall()
        return [json.loads(row[0]) for row in rows]

    def move(
        self,
        code: str,
        value: Decimal,
        currency: str,
        *,
        name: str = "",
        fee: Decimal = Decimal(0),
        about: str = "",
        custom: str = "",
        invoice: str = "",
        status: str = "S",
    ) -> str:
        """One line of the balance, signed; its id."""
        name = name or new_name()
        self.sql.execute(
            "INSERT INTO moved (id, code, status, at_s, currency, amount, fee, about, custom, invoice)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (name, code, status, self.now_s, currency, str(value), str(fee), about, custom, invoice),
        )
        return name

    def moved(self) -> list[dict[str, Any]]:
        """All lines of the balance, in order."""
        names = ("id", "code", "status", "currency", "amount", "fee", "about", "custom", "invoice")
        rows = self.sql.execute(f"SELECT {', '.join(names)} FROM moved ORDER BY seq").fetchall()  # noqa: S608
        return [dict(zip(names, row, strict=True)) for row in rows]

    def balance(self, currency: str) -> Decimal:
        rows = self.sql.execute(
            "SELECT amount, fee FROM moved WHERE currency = ? AND status IN ('S', 'P', 'V')", (currency,)
        ).fetchall()
        return sum((Decimal(row[0]) - Decimal(row[1]) for row in rows), Decimal(0))

    def tell(self, event_type: str, resource_type: str, resource: dict[str, Any]) -> None:
        """Note an event; the courier brings it."""
        event = {
            "id": new_name("WH"),
            "event_version": "1.0",
            "create_time": self.now_text,
            "resource_type": resource_type,
            "resource_version": "2.0",
            "event_type": event_type,
            "summary": event_type.replace(".", " ").capitalize(),
            "resource": resource,
            "links": [],
        }
        self.sql.execute(
            "INSERT INTO event (id, body, next_s) VALUES (?, ?, ?)", (event["id"], json.dumps(event), self.now_s)
        )


class Store(RecordFile[Books]):
    """The emulator's own database."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, SCHEMA, lambda sql: Books(sql, time.time()), keys="keyed")

    def forget(self) -> None:
        with self.transaction() as books:
            for table in TABLES:
                books.sql.execute(f"DELETE FROM {table}")  # noqa: S608


def money(row_amount: str, currency: str) -> dict[str, str]:
    """A stored value as PayPal writes it, signed."""
    return amount(Decimal(row_amount), currency)
