"""Sends beacons over kept connections and counts their answers. Loopback only.

Not here: what they say (beacons.py).
"""

import asyncio
import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType

HOST = "127.0.0.1"
ANSWER_END = b"\r\n\r\n"  # a 204 has no body
GOOD = b"HTTP/1.1 204"
DRAIN_S = 10


@dataclass
class Load:
    """Keeps `pipelined` beacons under way on each of `connections`, in a thread; `per_s` holds it to a pace (0: none).

    `answered` counts whole answers. A connection that breaks is made anew; what it had under way is not counted.
    """

    port: int
    requests: Sequence[bytes]
    connections: int
    pipelined: int
    per_s: float = 0
    answered: int = 0
    wrong: int = 0
    began_at: float = 0
    ended_at: float = 0
    stopping: bool = False
    _thread: threading.Thread = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._next: Iterator[bytes] = itertools.cycle(self.requests)
        self._open: set[_Connection] = set()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def __enter__(self) -> "Load":
        self.began_at = time.monotonic()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Sends nothing more, and waits for the answers that are due."""
        self.stopping = True
        self.ended_at = time.monotonic()
        self._thread.join()

    @property
    def seconds(self) -> float:
        return (self.ended_at or time.monotonic()) - self.began_at

    @property
    def rate(self) -> float:
        """Answers a second so far."""
        return self.answered / self.seconds

    def batch(self, count: int) -> bytes:
        return b"".join(itertools.islice(self._next, count))

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for _number in range(self.connections):
                group.create_task(self._keep_one())
            group.create_task(self._give_up())

    async def _keep_one(self) -> None:
        loop = asyncio.get_running_loop()
        while not self.stopping:
            try:
                _transport, connection = await loop.create_connection(lambda: _Connection(self), HOST, self.port)
            except OSError:
                await asyncio.sleep(0.02)
                continue
            self._open.add(connection)
            if self.per_s:
                await self._send_at_pace(connection)
            await connection.done
            self._open.discard(connection)

    async def _send_at_pace(self, connection: "_Connection") -> None:
        gap_s = self.connections / self.per_s
        due = time.monotonic() + gap_s * len(self._open) / self.connections
        while not self.stopping and not connection.done.done():
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            connection.send(1)
            due += gap_s
        connection.settle()

    async def _give_up(self) -> None:
        while not self.stopping:
            await asyncio.sleep(0.02)
        for connection in list(self._open):
            connection.settle()
        deadline = time.monotonic() + DRAIN_S
        while self._open and time.monotonic() < deadline:
            await asyncio.sleep(0.02)
        for connection in list(self._open):
            connection.close()


class _Connection(asyncio.Protocol):
    def __init__(self, load: Load) -> None:
        self.load = load
        self.under_way = 0
        self.rest = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self.transport = transport
        if not self.load.per_s:
            self.send(self.load.pipelined)

    def send(self, count: int) -> None:
        if not self.transport.is_closing():
            self.under_way += count
            self.transport.write(self.load.batch(count))

    def data_received(self, data: bytes) -> None:
        whole, end, self.rest = (self.rest + data).rpartition(ANSWER_END)
        count = whole.count(ANSWER_END) + bool(end)
        self.load.answered += count
        self.load.wrong += count - whole.count(GOOD)
        self.under_way -= count
        if self.load.stopping:
            self.settle()
        elif not self.load.per_s:
            self.send(count)

    def settle(self) -> None:
        """Close once every answer is here."""
        if self.load.stopping and self.under_way <= 0:
            self.close()

    def close(self) -> None:
        self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)
