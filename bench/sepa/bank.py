"""The bank: `python -m mockbank` as a process of its own, over HTTP. Not here: what is asked of it (months.py)."""

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

PATIENCE_S = 30.0
TIMEOUT_S = 120.0
ACCOUNT = "ACME"  # one that the bank begins with


class BankSilent(Exception):
    """Raised when the bank did not come up, or does not answer."""


@dataclass(frozen=True)
class Message:
    """What the bank has sent: `kind` as in camt.053.001.08."""

    kind: str
    body: bytes


@dataclass(frozen=True)
class Bank:
    """`iban`: of our account; `opening_minor`: what was on it from the start."""

    url: str
    iban: str
    opening_minor: int

    def send(self, body: bytes) -> int:
        """A file of debits; the status: 202, or 422 where the bank takes nothing of it."""
        return self._call("POST", "/payments", body)[0]

    def is_valid(self, body: bytes) -> bool:
        """Whether the bank itself finds nothing wrong with a file. Changes nothing."""
        return self._call("POST", "/_mock/validate", body)[0] == 200

    def refuse(self, end_to_end_id: str, reason: str) -> bool:
        """The payer's bank says no, before or after the money came."""
        content = json.dumps({"reason": reason}).encode()
        return self._call("POST", f"/_mock/collections/{end_to_end_id}/refuse", content)[0] == 200

    def next_day(self) -> None:
        self._must("POST", "/_mock/advance?days=1")

    def collect(self) -> list[Message]:
        """Every message since the last time, oldest first."""
        listed = self._must("GET", "/_mock/mailbox")
        return [Message(str(one["type"]), str(one["body"]).encode()) for one in listed]

    def collections(self) -> list[dict[str, Any]]:
        """The bank's own record of every debit it decided on."""
        found: list[dict[str, Any]] = self._must("GET", "/_mock/collections")
        return found

    def balance_minor(self) -> int:
        return int(self._must("GET", f"/_mock/accounts/{ACCOUNT}")["balance"])

    def close_on(self, days: Sequence[date]) -> None:
        self._must("PUT", "/_mock/holidays", json.dumps([day.isoformat() for day in days]).encode())

    def _must(self, method: str, path: str, body: bytes = b"") -> Any:
        status, answer = self._call(method, path, body)
        if status >= 400:
            raise BankSilent(f"{method} {path}: {status}")
        return json.loads(answer)

    def _call(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        request = urllib.request.Request(self.url + path, data=body or None, method=method)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
                return int(answer.status), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


@contextlib.contextmanager
def running_bank(opens_at: datetime) -> Iterator[Bank]:
    """A bank whose clock stands at `opens_at`, without anything behind it; gone afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = subprocess.Popen(
        [sys.executable, "-m", "mockbank", "--port", str(port), "--quiet", "--keep-requests", "100",
         "--clock", opens_at.strftime("%Y-%m-%dT%H:%M")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield _entered(f"http://127.0.0.1:{port}", program)
    finally:
        program.terminate()
        program.wait(30)


def _entered(url: str, program: "subprocess.Popen[bytes]") -> Bank:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and program.poll() is None:
        try:
            account = json.loads(Bank(url, "", 0)._call("GET", f"/_mock/accounts/{ACCOUNT}")[1])
            return Bank(url, str(account["iban"]), int(account["balance"]))
        except (OSError, ValueError):
            time.sleep(0.1)
    raise BankSilent(url)
