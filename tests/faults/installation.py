"""A whole installation for crash tests: a database of its own, a real sandbox, and our own programs as processes.

Not here: what is done to it (test_*.py), and what must be true of it afterwards (books.py).
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from sandbox_processor.testing import RunningSandbox, free_port, running_sandbox

ROOT = Path(__file__).parents[2]
START_TIMEOUT_S = 40
DIES_WITHIN_S = 30


@dataclass
class Installation:
    """One installation. `started` are the processes that run; all of them are ended with it."""

    data: Path
    socket: str
    database: str
    sandbox: RunningSandbox
    port: int = field(default_factory=free_port)
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def webhook_url(self) -> str:
        return f"{self.url}/payments/webhooks/sandbox/"

    # --- Processes ---

    def start_web(self, *, crash_at: str = "") -> subprocess.Popen[bytes]:
        """Start the web server, as `smallfavor serve` does, and wait until it answers."""
        process = self._start("web", ["serve", "--prepared"], crash_at)
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/support/", timeout=5, trust_env=False).status_code == 200:
                    return process
            time.sleep(0.05)
        raise AssertionError(f"the web server did not start:\n{self.said('web')}")

    def start_worker(self, *, crash_at: str = "") -> subprocess.Popen[bytes]:
        return self._start("worker", ["work", "--prepared"], crash_at)

    def run(self, *verb: str, crash_at: str = "") -> int:
        """Run one command to its end. Returns its exit status; minus 9 when it was killed."""
        process = self._start("command", list(verb), crash_at)
        return process.wait(START_TIMEOUT_S)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """`kill -9` of the process and of all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(DIES_WITHIN_S)
        self.started = [running for running in self.started if running is not process]

    def stop_all(self) -> None:
        for process in list(self.started):
            self.kill(process)

    def said(self, name: str) -> str:
        log = self.data / f"{name}.log"
        return log.read_text(encoding="utf-8", errors="replace")[-4000:] if log.exists() else ""

    def _start(self, name: str, verb: list[str], crash_at: str) -> subprocess.Popen[bytes]:
        with (self.data / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "smallfavor", *verb], cwd=ROOT, env=self._environment(crash_at),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.started.append(process)
        return process

    def _environment(self, crash_at: str) -> dict[str, str]:
        inherited = {
            name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ
        }
        return inherited | {
            "PYTHONPATH": str(ROOT),
            "DATA": str(self.data),
            "DATABASE_URL": f"postgres://smallfavor@/{self.database}?host={self.socket}",
            "PORT": str(self.port),
            "BASE_URL": self.url,
            "SANDBOX_URL": self.sandbox.url,
            "SANDBOX_API_KEY": self.sandbox.api_key,
            "SANDBOX_WEBHOOK_SECRET": self.sandbox.webhook_secret,
            "PROVIDERS": "sandbox",
            "MAIL": "smtp://127.0.0.1:9",
            "LOG_LEVEL": "WARNING",
            "SMALLFAVOR_CRASH_AT": crash_at,
        }

    # --- The database, from outside ---

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement, committed; the rows that it gives."""
        with psycopg.connect(self._conninfo(self.database), autocommit=True) as connection:
            cursor = connection.execute(query, values)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def let_time_pass(self, minutes: int) -> None:
        """As if so long had gone by for everything that is sent and not answered: leases end, look-ups fall due."""
        shift = f"interval '{int(minutes)} minutes'"
        self.sql(
            "UPDATE payments_attempt SET first_sent_at = first_sent_at - " + shift
            + ", lease_until = lease_until - " + shift + ", looked_up_at = looked_up_at - " + shift
            + ", send_after = send_after - " + shift + " WHERE state IN ('sending', 'unknown', 'awaiting_payer')"
        )  # fmt: skip
        self.sql("UPDATE payments_inboxevent SET try_after = try_after - " + shift + " WHERE settled_at IS NULL")

    def _conninfo(self, database: str) -> str:
        return psycopg.conninfo.make_conninfo(host=self.socket, user="smallfavor", dbname=database)


@contextlib.contextmanager
def installed(socket: str, template: str) -> Iterator[Installation]:
    """An installation over a copy of the migrated database `template`; swept away afterwards."""
    data = Path(tempfile.mkdtemp(prefix="smallfavor-faults-"))
    database = f"faults_{data.name[-8:].lower().replace('-', '_')}"
    server = psycopg.conninfo.make_conninfo(host=socket, user="smallfavor", dbname="postgres")
    with running_sandbox() as sandbox:
        _run_on(server, f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        installation = Installation(data, socket, database, sandbox)
        sandbox.send_webhooks_to(installation.webhook_url)
        try:
            yield installation
        finally:
            installation.stop_all()
            _run_on(server, f'DROP DATABASE "{database}" WITH (FORCE)')
            shutil.rmtree(data, ignore_errors=True)


def _run_on(server: str, statement: str) -> None:
    """Another session may still be leaving the template: asked again for some seconds."""
    for tries_left in range(50, -1, -1):
        try:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(statement)  # type: ignore[call-overload]
            return
        except psycopg.errors.ObjectInUse:
            if not tries_left:
                raise
            time.sleep(0.1)
