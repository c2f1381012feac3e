"""Delivers events as signed webhooks until they are taken. Not here: which events there are."""

import asyncio
import contextlib
import json
import logging
import secrets
import time
from dataclasses import dataclass

import httpx
from starlette.concurrency import run_in_threadpool

from bench.emulators.paypal.calls import Machine
from bench.emulators.paypal.certificate import Certificate, make_key
from bench.emulators.paypal.values import time_text

BACK_OFF_S = (1, 2, 5, 15, 60, 300, 1800, 7200, 21600, 43200, 86400)
AT_ONCE = 8
LONGEST_SLEEP_S = 1.0
TIMEOUT_S = 10.0
logger = logging.getLogger("bench.emulators.paypal")


@dataclass(frozen=True)
class _Due:
    id: str
    body: str
    tries: int


class Courier:
    """One loop, at most AT_ONCE deliveries at a time."""

    def __init__(self, machine: Machine, certificate: Certificate, webhook_id: str, url: str) -> None:
        self.url = url
        self._machine, self._certificate, self._webhook_id = machine, certificate, webhook_id
        self._wake = asyncio.Event()
        self._delayed: set[str] = set()

    def wake(self) -> None:
        """There is something new. Called on the loop's own thread."""
        self._wake.set()

    async def run(self) -> None:
        async with httpx.AsyncClient(timeout=TIMEOUT_S, trust_env=False) as client:
            while True:
                self._wake.clear()
                due = await run_in_threadpool(self._due)
                await asyncio.gather(*(self._deliver(client, one) for one in due))
                if len(due) < AT_ONCE:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._wake.wait(), LONGEST_SLEEP_S)

    async def _deliver(self, client: httpx.AsyncClient, due: _Due) -> None:
        copies, outcome = 1, ""
        for fault in self._machine.faults.strike("webhooks", {}) if due.id not in self._delayed else []:
            if fault.what == "drop":
                outcome = "dropped"
            if fault.what == "delay":
                self._delayed.add(due.id)
                outcome = f"delayed {fault.delay_s}"
            if fault.what == "forge":
                forger = Certificate(self._certificate.name, self._certificate.pem, make_key())
                await self._send(client, due, forger)
            if fault.what == "duplicate":
                copies = fault.count
        for _ in range(0 if outcome else copies):
            outcome = await self._send(client, due, self._certificate)
        await run_in_threadpool(self._note, due, outcome)

    async def _send(self, client: httpx.AsyncClient, due: _Due, certificate: Certificate) -> str:
        body = due.body.encode()
        transmission = (secrets.token_hex(16), time_text(time.time()))
        headers = {
            "Content-Type": "application/json",
            "Paypal-Transmission-Id": transmission[0],
            "Paypal-Transmission-Time": transmission[1],
            "Paypal-Transmission-Sig": certificate.sign(transmission, self._webhook_id, body),
            "Paypal-Cert-Url": f"{self._machine.url}/v1/notifications/certs/{certificate.name}",
            "Paypal-Auth-Algo": "SHA256withRSA",
        }
        try:
            answer = await client.post(self.url, content=body, headers=headers)
        except httpx.HTTPError as error:
            logger.info("event %s: %s", due.id, type(error).__name__)
            return type(error).__name__
        return str(answer.status_code)

    def _due(self) -> list[_Due]:
        if not self.url:
            return []
        with self._machine.store.transaction() as books:
            rows = books.sql.execute(
                "SELECT id, body, tries FROM event WHERE next_s <= ? ORDER BY next_s, seq LIMIT ?",
                (books.now_s, AT_ONCE),
            ).fetchall()
        return [_Due(*row) for row in rows]

    def _note(self, due: _Due, outcome: str) -> None:
        with self._machine.store.transaction() as books:
            next_s: float | None = None
            if outcome.startswith("delayed "):
                next_s = books.now_s + float(outcome.split()[1])
            elif not outcome.startswith("2") and outcome != "dropped" and due.tries < len(BACK_OFF_S):
                next_s = books.now_s + BACK_OFF_S[due.tries]
            books.sql.execute("UPDATE event SET tries = tries + 1, next_s = ? WHERE id = ?", (next_s, due.id))


def read_events(machine: Machine) -> list[dict[str, object]]:
    """All events so far, taken or not."""
    with machine.store.transaction() as books:
        return [json.loads(row[0]) for row in books.sql.execute("SELECT body FROM event ORDER BY seq").fetchall()]
