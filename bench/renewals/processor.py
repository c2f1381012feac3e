"""The payment processors that are charged here: in this process, at once or after a while, and over HTTP.

All are the sandbox's provider of the product but for the call itself, so that frozen bodies are the product's own.
Each keeps a record, against which every run is checked.
"""

import itertools
import json
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from sandbox_processor.testing import free_port
from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.providers.base import ChargeOutcome, Ours, ProviderRecord, Succeeded, Unknown
from smallfavor.payments.providers.capabilities import Limits
from smallfavor.payments.providers.sandbox.provider import SandboxProvider
from smallfavor.payments.providers.sandbox.transport import Transport

TIMEOUT_S = 30.0
START_S = 20.0


@dataclass(frozen=True)
class Bears:
    """What the processor bears, as the product asks for it."""

    concurrency: int
    calls_per_s: float

    def limits(self) -> Limits:
        return Limits(timeout_s=TIMEOUT_S, concurrency=self.concurrency, calls_per_s=self.calls_per_s)


class InProcess(SandboxProvider):
    """Every charge succeeds, `delay_s` after it was asked for. `forgetful`: only counts, for runs that weigh memory."""

    def __init__(self, bears: Bears, *, delay_s: float = 0.0, forgetful: bool = False) -> None:
        super().__init__(Transport("http://127.0.0.1:9", "unused"), "unused", "http://127.0.0.1:9")
        self._bears, self._delay_s, self._forgetful = bears, delay_s, forgetful
        self.waits = delay_s > 0  # it is worth calling side by side
        self._prefix, self._numbers = f"ch_{secrets.token_hex(6)}", itertools.count(1)
        self._records: list[Succeeded] = []
        self.calls = 0

    def limits(self) -> Limits:
        return self._bears.limits()

    def charge(self, frozen: bytes, *, key: str) -> ChargeOutcome | Unknown:
        if self._delay_s:
            time.sleep(self._delay_s)
        body = json.loads(frozen)
        amount = Money(body["amount_minor"], body["currency"])
        self.calls = number = next(self._numbers)
        record = Succeeded(
            object_id=f"{self._prefix}_{number}",
            amount=amount,
            created_at=datetime.now(UTC),
            ours=Ours.read(body["metadata"]),
            fee=Money(30 + amount.minor * 29 // 1000, amount.currency),
        )
        if not self._forgetful:
            self._records.append(record)
        return record

    def charged(self) -> list[str]:
        """The payment of every charge that was made, in order, with repetitions."""
        return [record.ours.payment for record in self._records if record.ours is not None]

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        return [record for record in self._records if record.ours == ours]

    def list_window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        return iter([record for record in self._records if start <= record.created_at < end])


class OverHttp(SandboxProvider):
    """The sandbox's own client, calling http_processor.py, a process of its own."""

    waits = True

    def __init__(self, bears: Bears, url: str) -> None:
        super().__init__(Transport(url, "unused"), "unused", url)
        self._bears, self._url = bears, url
        httpx.delete(f"{url}/record", trust_env=False).raise_for_status()

    def limits(self) -> Limits:
        return self._bears.limits()

    def charged(self) -> list[str]:
        payments: list[str] = httpx.get(f"{self._url}/record", trust_env=False, timeout=30).json()
        return payments


Processor = InProcess | OverHttp


@contextmanager
def installed(processor: Processor) -> Iterator[None]:
    """The product finds this processor wherever it asks for a provider."""
    plain = providers.get
    providers.get = lambda account: processor
    try:
        yield
    finally:
        providers.get = plain


@contextmanager
def http_processor() -> Iterator[str]:
    """The processor over HTTP runs inside this block. Gives its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, "-m", "bench.renewals.http_processor", str(port)])
    try:
        deadline = time.monotonic() + START_S
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("the processor over HTTP did not come up")
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/record", trust_env=False, timeout=2).status_code == 200
    except httpx.HTTPError:
        return False
