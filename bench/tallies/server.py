"""The web server as an installation runs it (`smallfavor serve`), and ways to end it or one of its processes."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
UP_WITHIN_S = 60
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    port: int
    workers: int

    def pids(self) -> list[int]:
        """Of the processes that answer, without the one that watches them."""
        found = []
        for child in _children(self.process.pid):
            with contextlib.suppress(OSError):
                if b"resource_tracker" not in Path(f"/proc/{child}/cmdline").read_bytes():
                    found.append(child)
        return found

    def cpu_s(self) -> float:
        """Processor time of the processes that answer, so far."""
        return sum(_ticks(pid) for pid in self.pids()) / TICKS_PER_S

    def kill_one(self, which: int) -> None:
        """`kill -9`; the watcher starts another one."""
        pids = self.pids()
        os.kill(pids[which % len(pids)], signal.SIGKILL)

    def kill_all(self) -> None:
        """`kill -9` of everything, the watcher first, so that it starts nothing."""
        pids = self.pids()
        for pid in (self.process.pid, *pids):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(30)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)


@contextlib.contextmanager
def serving(folder: Path, port: int, workers: int) -> Iterator[Server]:
    """Over the installation in `folder`; up, with all of its processes."""
    environment = {**os.environ, "DATA": str(folder), "PORT": str(port), "WEB_WORKERS": str(workers)}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "smallfavor", "serve", "--prepared"]
    server = Server(subprocess.Popen(command, env=environment), port, workers)
    try:
        _wait_until_up(server)
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def _wait_until_up(server: Server) -> None:
    address = f"http://127.0.0.1:{server.port}/appeals/manifest.json"
    deadline = time.monotonic() + UP_WITHIN_S
    while True:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200 and len(server.pids()) >= server.workers:
                return
        if time.monotonic() > deadline:
            raise SystemExit("the server did not come up")
        time.sleep(0.1)


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def _ticks(pid: int) -> int:
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])
    return 0
