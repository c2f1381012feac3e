"""Idempotency keys, as payment services keep them: the first answer is stored and given again, errors included.

The effect and its stored answer are one commit. The same key with another body is refused; with the same body while the
first call is still at work, it is a conflict. Calls that never began (no access, invalid fields, busy) store nothing.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sandbox_processor.refusals import Refused
from sandbox_processor.store import Books, Store


@dataclass(frozen=True)
class Answer:
    """What a call answers with."""

    status: int
    body: dict[str, Any]
    replayed: bool = False


def claim_key(store: Store, key: str, operation: str, body: bytes, key_life_s: int) -> Answer | None:
    """Take the key for this call; or the answer that it has already. Raises Refused (422, 409)."""
    fingerprint = hashlib.sha256(operation.encode() + b"\n" + body).hexdigest()
    with store.transaction() as books:
        books.sql.execute(
            "DELETE FROM idempotency WHERE key = ? AND created_ms < ? AND status IS NOT NULL",
            (key, books.now_ms - key_life_s * 1000),
        )
        query = "SELECT fingerprint, status, answer FROM idempotency WHERE key = ?"
        row = books.sql.execute(query, (key,)).fetchone()
        if row is None:
            books.sql.execute(
                "INSERT INTO idempotency (key, fingerprint, created_ms) VALUES (?, ?, ?)",
                (key, fingerprint, books.now_ms),
            )
            return None
    if row[0] != fingerprint:
        raise Refused(422, "idempotency_key_reused", "this key was used for another call")
    if row[1] is None:
        raise Refused(409, "idempotency_key_in_use", "a call with this key is still at work")
    return Answer(row[1], json.loads(row[2]), replayed=True)


def keep_answer(books: Books, key: str, answer: Answer) -> None:
    """In the same transaction as the effect."""
    books.sql.execute(
        "UPDATE idempotency SET status = ?, answer = ? WHERE key = ?", (answer.status, json.dumps(answer.body), key)
    )


def release_key(store: Store, key: str) -> None:
    """The call was refused before it began: the key stays free."""
    with store.transaction() as books:
        books.sql.execute("DELETE FROM idempotency WHERE key = ? AND status IS NULL", (key,))
