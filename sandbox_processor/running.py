"""A payment service as a process of its own, for tests: started, waited for, stopped, killed. Not here: its wire."""

import contextlib
import os
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import httpx

ROOT = Path(__file__).parent.parent


@dataclass
class RunningService(ABC):
    """One service on a free loopback port. `folder` keeps its database over restarts."""

    module: ClassVar[str]  # what `python -m` runs
    start_timeout_s: ClassVar[int]

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None, kw_only=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @abstractmethod
    def secrets(self) -> dict[str, str]:
        """What it is told by its environment."""

    @abstractmethod
    def arguments_told(self) -> list[str]:
        """What it is told besides port and folder."""

    def start(self) -> None:
        """Start the process and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, **self.secrets(), "PYTHONPATH": str(ROOT)}
        command = [
            sys.executable, "-m", self.module, "--port", str(self.port), "--data", str(self.folder),
            *self.arguments_told(), "--end-with-parent",
        ]  # fmt: skip
        with (self.folder / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + self.start_timeout_s
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/health", timeout=2, trust_env=False).status_code == 200:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"{self.module} did not start: {self.said()}")

    def said(self) -> str:
        """The end of its log."""
        return (self.folder / "log.txt").read_text(encoding="utf-8", errors="replace")[-4000:]

    def stop(self) -> None:
        """Ask it to end, and wait."""
        if self.process is not None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
            self.kill()

    def kill(self) -> None:
        """`kill -9`: whatever it was doing is cut off."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None
