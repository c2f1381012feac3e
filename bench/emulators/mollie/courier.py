"""Calls the webhooks of payments, again and again until they are taken. Mollie posts an id, and signs nothing."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from starlette.concurrency import run_in_threadpool

from bench.emulators.mollie.payments import end_what_is_due
from bench.emulators.mollie.settings import Settings
from bench.emulators.mollie.store import Store
from sandbox_processor.faults import Faults

AT_ONCE = 8
LOOK_S = 0.1
TIMEOUT_S = 15.0


@dataclass(frozen=True)
class Delivery:
    seq: int
    payment: str
    url: str
    attempts: int


class Courier:
    """One loop. `origin`: where the addresses' host is for us; "" delivers nothing, and keeps it."""

    def __init__(self, store: Store, faults: Faults, settings: Settings) -> None:
        self.origin = settings.webhook_origin
        self._store, self._faults, self._settings = store, faults, settings
        self._delayed: set[int] = set()

    async def run(self) -> None:
        limits = httpx.Limits(max_keepalive_connections=0)
        async with httpx.AsyncClient(timeout=TIMEOUT_S, limits=limits, trust_env=False) as client:
            while True:
                due = await run_in_threadpool(self._due)
                await asyncio.gather(*(self._deliver(client, delivery) for delivery in due))
                await asyncio.sleep(0 if due else LOOK_S)

    async def _deliver(self, client: httpx.AsyncClient, due: Delivery) -> None:
        copies = 1
        for fault in self._faults.strike("webhooks", {}) if due.seq not in self._delayed else []:
            if fault.what == "drop":
                return await run_in_threadpool(self._note, due, "dropped", None)
            if fault.what == "delay":
                self._delayed.add(due.seq)
                return await run_in_threadpool(self._note, due, "delayed", fault.delay_s)
            if fault.what == "forge":
                await self._send(client, due, forged=True)
            if fault.what == "duplicate":
                copies = fault.count
        answers = [await self._send(client, due) for _ in range(copies)]
        taken = any(answer.startswith("2") for answer in answers)
        again = not taken and due.attempts < self._settings.retries
        wait_s = self._settings.retry_s * 2**due.attempts if again else None
        return await run_in_threadpool(self._note, due, answers[-1], wait_s)

    async def _send(self, client: httpx.AsyncClient, due: Delivery, *, forged: bool = False) -> str:
        path = urlsplit(due.url).path
        if forged:
            path = path.rstrip("/")[:-1] + ("0" if path.rstrip("/")[-1] != "0" else "1") + "/"
        try:
            answer = await client.post(f"{self.origin}{path}", data={"id": due.payment})
        except httpx.HTTPError as error:
            return type(error).__name__
        return str(answer.status_code)

    def _due(self) -> list[Delivery]:
        with self._store.transaction() as books:
            end_what_is_due(books)
            if not self.origin:
                return []
            query = (
                "SELECT seq, payment, url, attempts FROM delivery WHERE next_ms IS NOT NULL AND next_ms <= ?"
                " ORDER BY next_ms, seq LIMIT ?"
            )
            return [Delivery(*row) for row in books.sql.execute(query, (books.now_ms, AT_ONCE))]

    def _note(self, due: Delivery, answer: str, wait_s: float | None) -> None:
        with self._store.transaction() as books:
            next_ms = None if wait_s is None else books.now_ms + int(wait_s * 1000)
            update = "UPDATE delivery SET attempts = attempts + 1, next_ms = ?, last_answer = ? WHERE seq = ?"
            books.sql.execute(update, (next_ms, answer, due.seq))
