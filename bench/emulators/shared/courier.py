"""Delivers events as webhooks, again and again until they are taken, with faults. Not here: how they are signed."""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

import httpx
from starlette.concurrency import run_in_threadpool

from sandbox_processor.faults import Faults

BACK_OFF_S = (1, 2, 5, 15, 60, 300, 1800, 7200, 21600, 43200, 86400)
AT_ONCE = 8
LONGEST_SLEEP_S = 1.0
TIMEOUT_S = 10.0


@dataclass(frozen=True)
class Parcel:
    """One event that is due. `attempts`: how often it was sent before."""

    id: str
    body: bytes
    attempts: int
    metadata: dict[str, str] = field(default_factory=dict)


class PostOffice(Protocol):
    """The emulator's own record of events. Called from worker threads."""

    def end_what_is_due(self) -> bool:
        """Do what the service does by itself as time passes. True when there is news to tell."""
        ...

    def due(self, limit: int, busy: set[str]) -> list[Parcel]: ...

    def is_open(self, object_ids: list[str]) -> bool:
        """True while an event about one of these waits for its delivery."""
        ...

    def note(self, parcel: Parcel, answer: str, *, taken: bool, again_in_s: float | None) -> None:
        """What came of a delivery; `again_in_s` None: never again."""
        ...

    def headers(self, body: bytes, *, forged: bool) -> dict[str, str]:
        """The headers of a delivery now; `forged`: signed with a wrong secret."""
        ...


class Courier:
    """One loop, at most AT_ONCE deliveries at a time."""

    def __init__(self, office: PostOffice, faults: Faults, url: str) -> None:
        self.url = url
        self._office, self._faults = office, faults
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
                await run_in_threadpool(self._office.end_what_is_due)
                for parcel in await self._due(AT_ONCE - len(tasks)):
                    self._busy.add(parcel.id)
                    task = asyncio.create_task(self._deliver(client, parcel))
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
                while await run_in_threadpool(self._office.is_open, object_ids):
                    await self._settled.wait()
        except TimeoutError:
            return False
        return True

    async def _due(self, limit: int) -> list[Parcel]:
        if not self.url or limit <= 0:
            return []
        return await run_in_threadpool(self._office.due, limit, set(self._busy))

    async def _deliver(self, client: httpx.AsyncClient, parcel: Parcel) -> None:
        try:
            await self._send_with_faults(client, parcel)
        finally:
            self._busy.discard(parcel.id)
            async with self._settled:
                self._settled.notify_all()

    async def _send_with_faults(self, client: httpx.AsyncClient, parcel: Parcel) -> None:
        copies = 1
        for fault in self._faults.strike("webhooks", parcel.metadata) if parcel.id not in self._delayed else []:
            if fault.what == "drop":
                await self._note(parcel, "dropped", taken=False, again_in_s=None)
                return
            if fault.what == "delay":
                self._delayed.add(parcel.id)
                await self._note(parcel, "delayed", taken=False, again_in_s=fault.delay_s)
                return
            if fault.what == "forge":
                await self._send(client, parcel, forged=True)
            if fault.what == "duplicate":
                copies = fault.count
        answers = [await self._send(client, parcel) for _ in range(copies)]
        answer = next((one for one in answers if one.startswith("2")), answers[-1])
        again = BACK_OFF_S[parcel.attempts] if parcel.attempts < len(BACK_OFF_S) else None
        taken = answer.startswith("2")
        await self._note(parcel, answer, taken=taken, again_in_s=None if taken else again)

    async def _note(self, parcel: Parcel, answer: str, *, taken: bool, again_in_s: float | None) -> None:
        def note() -> None:
            self._office.note(parcel, answer, taken=taken, again_in_s=again_in_s)

        await run_in_threadpool(note)

    async def _send(self, client: httpx.AsyncClient, parcel: Parcel, *, forged: bool = False) -> str:
        headers = {"Content-Type": "application/json", **self._office.headers(parcel.body, forged=forged)}
        try:
            answer = await client.post(self.url, content=parcel.body, headers=headers)
        except httpx.HTTPError as error:
            return type(error).__name__
        return str(answer.status_code)
