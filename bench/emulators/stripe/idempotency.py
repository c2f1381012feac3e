"""Idempotency keys as Stripe keeps them: the first answer is stored and given again, errors and 500s included.

The effect and its stored answer are one commit. Another call or other parameters under the same key: 400
`idempotency_error`. The same while the first is still at work: 409 `idempotency_key_in_use`. A call that never began
(no access, parameters that can't be read, too many calls) stores nothing. Keys are forgotten after their life.
"""

import hashlib
import json
from dataclasses import dataclass

from bench.emulators.stripe.refusals import Refused
from bench.emulators.stripe.shapes import Wire
from bench.emulators.stripe.store import Books, Store

LONGEST_KEY = 255


@dataclass(frozen=True)
class Answer:
    """What a call answers with. `original`: the id of the request whose answer this is."""

    status: int
    body: Wire
    original: str
    replayed: bool = False


def claim_key(
    store: Store, key: str, endpoint: str, pairs: list[tuple[str, str]], *, request: str, life_s: int
) -> Answer | None:
    """Take the key for this call; or the answer that it has already. Raises Refused."""
    if not 0 < len(key) <= LONGEST_KEY:
        raise Refused(400, "invalid_request_error", "The idempotency key is too long.", kept=False)
    fingerprint = hashlib.sha256(json.dumps(sorted(pairs)).encode()).hexdigest()
    with store.transaction() as books:
        books.sql.execute(
            "DELETE FROM idempotency WHERE key = ? AND created_ms < ? AND status IS NOT NULL",
            (key, books.now_ms - life_s * 1000),
        )
        query = "SELECT endpoint, fingerprint, status, answer, request FROM idempotency WHERE key = ?"
        row = books.sql.execute(query, (key,)).fetchone()
        if row is None:
            books.sql.execute(
                "INSERT INTO idempotency (key, endpoint, fingerprint, created_ms, request) VALUES (?, ?, ?, ?, ?)",
                (key, endpoint, fingerprint, books.now_ms, request),
            )
            return None
    if row[0] != endpoint:
        raise _mismatch(f"for the same endpoint they were first used for ('{endpoint}' vs '{row[0]}')", key)
    if row[1] != fingerprint:
        raise _mismatch("with the same parameters they were first used with", key)
    if row[2] is None:
        message = f"There is currently another in-progress request using this Stripe idempotent key: {key}."
        raise Refused(409, "invalid_request_error", message, kept=False, code="idempotency_key_in_use")
    return Answer(row[2], json.loads(row[3]), row[4], replayed=True)


def keep_answer(books: Books, key: str, answer: Answer) -> None:
    """In the same transaction as the effect."""
    books.sql.execute(
        "UPDATE idempotency SET status = ?, answer = ? WHERE key = ?", (answer.status, json.dumps(answer.body), key)
    )


def release_key(store: Store, key: str) -> None:
    """The call never began: the key stays free."""
    with store.transaction() as books:
        books.sql.execute("DELETE FROM idempotency WHERE key = ? AND status IS NULL", (key,))


def _mismatch(how: str, key: str) -> Refused:
    message = (
        f"Keys for idempotent requests can only be used {how}. Try using a key other than '{key}' if you meant to "
        "execute a different request."
    )
    return Refused(400, "idempotency_error", message, kept=False)
