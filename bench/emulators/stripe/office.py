"""Events that wait for delivery, their signature, and what the service does by itself as time passes."""

import hashlib
import hmac
import json

from bench.emulators.shared.courier import Parcel
from bench.emulators.stripe import sessions
from bench.emulators.stripe.charges import follow_bank
from bench.emulators.stripe.store import Books, Store

ENDED_BATCH = 100


def signature(secret: str, stamp_s: int, body: bytes) -> str:
    """The header `Stripe-Signature`: the time, and an HMAC-SHA256 over time and body."""
    digest = hmac.new(secret.encode(), str(stamp_s).encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={stamp_s},v1={digest}"


def end_what_is_due(books: Books) -> int:
    """Close pages past their time and follow charges that their bank has something to say about. Returns how many."""
    due = books.due(ENDED_BATCH)
    for thing in due:
        if thing["object"] == "checkout.session":
            sessions.close(books, thing)
        else:
            intent, was_on_its_way = follow_bank(books, thing)
            if was_on_its_way:
                sessions.bank_has_answered(books, intent)
    return len(due)


class Office:
    """See `PostOffice`."""

    def __init__(self, store: Store, secret: str) -> None:
        self._store, self._secret = store, secret

    def end_what_is_due(self) -> bool:
        with self._store.reading() as books:
            if not books.due(1):
                return False
        with self._store.transaction() as books:
            return end_what_is_due(books) > 0

    def due(self, limit: int, busy: set[str]) -> list[Parcel]:
        query = (
            "SELECT event, body, attempts FROM delivery JOIN object ON object.id = delivery.event"
            " WHERE next_ms IS NOT NULL AND next_ms <= ? ORDER BY next_ms, delivery.seq LIMIT ?"
        )
        with self._store.reading() as books:
            rows = books.sql.execute(query, (books.now_ms, limit + len(busy))).fetchall()
        return [
            Parcel(event, body.encode(), attempts, dict(json.loads(body)["data"]["object"].get("metadata") or {}))
            for event, body, attempts in rows
            if event not in busy
        ][:limit]

    def is_open(self, object_ids: list[str]) -> bool:
        marks = ", ".join("?" * len(object_ids))
        query = f"SELECT 1 FROM delivery WHERE next_ms IS NOT NULL AND object_id IN ({marks}) LIMIT 1"  # noqa: S608
        with self._store.reading() as books:
            return books.sql.execute(query, object_ids).fetchone() is not None

    def note(self, parcel: Parcel, answer: str, *, taken: bool, again_in_s: float | None) -> None:
        with self._store.transaction() as books:
            next_ms = None if again_in_s is None else books.now_ms + int(again_in_s * 1000)
            books.sql.execute(
                "UPDATE delivery SET attempts = attempts + 1, next_ms = ?, last_answer = ?,"
                " delivered_ms = CASE WHEN ? THEN ? ELSE delivered_ms END WHERE event = ?",
                (next_ms, answer, taken, books.now_ms, parcel.id),
            )

    def headers(self, body: bytes, *, forged: bool) -> dict[str, str]:
        secret = "not the secret" if forged else self._secret
        return {"Stripe-Signature": signature(secret, self._store.now_ms() // 1000, body)}
