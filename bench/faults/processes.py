"""The harness's side of the nursery: orders processes, kills them, sees that they are gone."""

import contextlib
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.faults.slot import Slot

ROOT = Path(__file__).parents[2]
JOB_WITHIN_S = 600


@dataclass
class Child:
    """One process of the product's."""

    pid: int
    slot: Slot

    @property
    def runs(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        """`kill -9`, and wait until it is gone."""
        self.signal(signal.SIGKILL)
        self.wait(10)

    def wait(self, within_s: float) -> bool:
        """True when it has ended within that time."""
        deadline = time.monotonic() + within_s
        while self.runs:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.005)
        return True


@dataclass
class Nursery:
    """The process that forks all others. `environment` holds the product's settings; `folder` logs and slots."""

    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[str] | None = None
    children: list[Child] = field(default_factory=list)
    _numbers: Any = field(default_factory=itertools.count)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        """Start loading; `await_ready` waits for the end of it."""
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with (self.folder / "nursery.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bench.faults.nursery"], cwd=ROOT, text=True, start_new_session=True,
                env=inherited | {"PYTHONPATH": str(ROOT)} | self.environment,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
            )  # fmt: skip

    def await_ready(self) -> None:
        if self._hear() != "ready":
            raise RuntimeError(f"the nursery did not start:\n{self.said('nursery')}")

    def stop(self) -> None:
        for child in self.children:
            child.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None

    @contextlib.contextmanager
    def at_rest_afterwards(self) -> Iterator[None]:
        """Whatever was started inside this block has ended behind it."""
        try:
            yield
        finally:
            for child in self.children:
                child.kill()
            self.children = []

    def start(self, kind: str, database: str, **order: Any) -> Child:
        """Fork one process. `order`: scale, mutant, crash_at; port (web), verb (command), job (job)."""
        with self._lock:
            path = self.folder / f"slot-{next(self._numbers)}"
            slot = Slot(path)
            slot.crash_at = order.pop("crash_at", "")
            log = str(self.folder / f"{kind}.log")
            child = Child(self._fork({"kind": kind, "database": database, "slot": str(path), "log": log} | order), slot)
            self.children = [*(one for one in self.children if one.runs), child]
            return child

    def job(self, job: str, database: str, *, scale: str = "", **given: Any) -> Any:
        """Run one job of jobs.py in a process of its own, to its end; its answer."""
        answer = self.folder / f"answer-{next(self._numbers)}"
        child = self.start("job", database, scale=scale, job=job, answer=str(answer), **{"with": given})
        if not child.wait(JOB_WITHIN_S) or not answer.exists():
            raise RuntimeError(f"the job {job} failed:\n{self.said('job')}")
        return json.loads(answer.read_text(encoding="utf-8"))

    def command(self, *verb: str, database: str, scale: str = "", crash_at: str = "") -> int:
        """Run one command to its end. Returns its exit status; minus 9 when it was killed."""
        status = self.folder / f"status-{next(self._numbers)}"
        child = self.start("command", database, scale=scale, verb=list(verb), status=str(status), crash_at=crash_at)
        if not child.wait(JOB_WITHIN_S):
            raise RuntimeError(f"{verb} does not end:\n{self.said('command')}")
        return int(status.read_text(encoding="ascii")) if status.exists() else -9

    def said(self, name: str) -> str:
        log = self.folder / f"{name}.log"
        return log.read_text(encoding="utf-8", errors="replace")[-4000:] if log.exists() else ""

    def _fork(self, order: dict[str, Any]) -> int:
        if self.process is None or self.process.stdin is None:
            raise RuntimeError("the nursery does not run")
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return int(self._hear())

    def _hear(self) -> str:
        if self.process is None or self.process.stdout is None:
            raise RuntimeError("the nursery does not run")
        return self.process.stdout.readline().strip()
