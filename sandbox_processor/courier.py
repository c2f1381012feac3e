"""Delivers events as signed webhooks, again and again until they are taken. Not here: which events there are."""

import asyncio
import hashlib
import hmac
import json
import logging
from dataclasses import dataclass

import httpx
from starlette.concurrency import run_in_threadpool

from sandbox_processor.faults import Faults
from sandbox_processor.sessions import end_what_is_due
from sandbox_processor.store import Store

BACK_OFF_S = (1, 2, 5, 15, 60, 300, 1800, 7200, 21600, 43200, 86400)
AT_ONCE = 8
LONGEST_SLEEP_S = 1.0
TIMEOUT_S = 10.0
logger = logging.getLogger("sandbox_processor")


@dataclass(frozen=True)
class _Due:
    id: str
    type: str
    object_id: str
    body: str
    attempts: int


def signature(secret: str, stamp_s: int, body: bytes) -> str:
    """The header `Sandbox-Signature`: the time, and an HMAC-SHA256 over time and body."""
    digest = hmac.new(secret.encode(), str(stamp_s).encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={stamp_s},v1={digest}"


class Courier:
    """One loop, at most AT_ONCE deliveries at a time."""

    def __init__(self, store: Store, faults: Faults, url: str, secret: str) -> None:
        self.url = url
        self._store, self._faults, self._secret = store, faults, secret
        self._wake = asyncio.Event()
        self._settled = asyncio.Condition()
        self._busy: set[str] = set()
        self._delayed: set[str] = set()

    def wake(self) -> None:
        """There is something new. Called on the loop's own thread."""
        self._wake.set()

    async def run(self) -> None:
        # Each delivery has a connection of its own: one kept open would hold a thread of whoever listens.
        limits = httpx.Limits(max_keepalive_connections=0)
        async with httpx.AsyncClient(timeout=TIMEOUT_S, limits=limits, trust_env=False) as client:
            tasks: set[asyncio.Task[None]] = set()
            while True:
                self._wake.clear()
                await run_in_threadpool(self._end_what_is_due)
                for due in await run_in_threadpool(self._due, AT_ONCE - len(tasks)):
                    self._busy.add(due.id)
                    task = asyncio.create_task(self._deliver(client, due))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
                    task.add_done_callback(lambda _: self.wake())
                try:
                    await asyncio.wait_for(self._wake.wait(), LONGEST_SLEEP_S)
                except TimeoutError:
                    continue

    async def delivered(self, object_ids: list[str], timeout_s: float) -> bool:
        """Wait until every event about these objects was taken, or the time is up."""
        if not self.url:
            return False
        self.wake()
        try:
            async with asyncio.timeout(timeout_s), self._settled:
                while await run_in_threadpool(self._open_events, object_ids):
                    await self._settled.wait()
        except TimeoutError:
            return False
        return True

    async def _deliver(self, client: httpx.AsyncClient, due: _Due) -> None:
        try:
            outcome = await self._send_with_faults(client, due)
            await run_in_threadpool(self._note, due, outcome)
        finally:
            self._busy.discard(due.id)
            async with self._settled:
                self._settled.notify_all()

    async def _send_with_faults(self, client: httpx.AsyncClient, due: _Due) -> str:
        copies = 1
        metadata = json.loads(due.body)["object"]["metadata"]
        for fault in self._faults.strike("webhooks", metadata) if due.id not in self._delayed else []:
            if fault.what == "drop":
                return "dropped"
            if fault.what == "delay":
                self._delayed.add(due.id)
                return f"delayed {fault.delay_s}"
            if fault.what == "forge":
                await self._send(client, due, "not the secret")
            if fault.what == "duplicate":
                copies = fault.count
        answers = [await self._send(client, due, self._secret) for _ in range(copies)]
        return next((answer for answer in answers if answer.startswith("2")), answers[-1])

    async def _send(self, client: httpx.AsyncClient, due: _Due, secret: str) -> str:
        body = due.body.encode()
        stamp_s = self._store.now_ms() // 1000
        headers = {"Content-Type": "application/json", "Sandbox-Signature": signature(secret, stamp_s, body)}
        try:
            answer = await client.post(self.url, content=body, headers=headers)
        except httpx.HTTPError as error:
            return type(error).__name__
        return str(answer.status_code)

    def _end_what_is_due(self) -> None:
        with self._store.transaction() as books:
            end_what_is_due(books)

    def _due(self, limit: int) -> list[_Due]:
        if not self.url or limit <= 0:
            return []
        query = (
            "SELECT id, type, object_id, body, attempts FROM event"
            " WHERE next_ms IS NOT NULL AND next_ms <= ? ORDER BY next_ms, seq LIMIT ?"
        )
        with self._store.reading() as books:
            rows = books.sql.execute(query, (books.now_ms, limit + len(self._busy))).fetchall()
        return [_Due(*row) for row in rows if row[0] not in self._busy][:limit]

    def _open_events(self, object_ids: list[str]) -> bool:
        marks = ", ".join("?" * len(object_ids))
        query = f"SELECT 1 FROM event WHERE next_ms IS NOT NULL AND object_id IN ({marks}) LIMIT 1"  # noqa: S608
        with self._store.reading() as books:
            return books.sql.execute(query, object_ids).fetchone() is not None

    def _note(self, due: _Due, outcome: str) -> None:
        with self._store.transaction() as books:
            now_ms = books.now_ms
            next_ms: int | None = None
            if outcome.startswith("delayed "):
                next_ms = now_ms + int(float(outcome.split()[1]) * 1000)
            elif not outcome.startswith("2") and outcome != "dropped" and due.attempts < len(BACK_OFF_S):
                next_ms = now_ms + BACK_OFF_S[due.attempts] * 1000
            books.sql.execute(
                "UPDATE event SET attempts = attempts + 1, next_ms = ?, last_answer = ?,"
                " delivered_ms = CASE WHEN ? THEN ? ELSE delivered_ms END WHERE id = ?",
                (next_ms, outcome, outcome.startswith("2"), now_ms, due.id),
            )
