"""The demo, as a newcomer starts it, in a folder of its own; every journey is made against it."""

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bench.faults.house import MANY_AT_ONCE
from smallfavor.config.ports import Ports

ROOT = Path(__file__).parents[2]
READY_WITHIN_S = 480
MAIL_WITHIN_S = 20
ELSEWHERE = 40  # beyond the demo's own ports


@dataclass
class Demo:
    """A running demo. `say` is what it printed so far."""

    folder: Path
    ports: Ports
    process: subprocess.Popen[str] | None = None

    @property
    def paper(self) -> str:
        return f"http://localhost:{self.ports.paper}"

    @property
    def sandbox(self) -> str:
        return f"http://127.0.0.1:{self.ports.sandbox}"

    @property
    def mailbox(self) -> str:
        return f"http://127.0.0.1:{self.ports.mailbox}"

    @property
    def second(self) -> str:
        """The same server by another name: the second origin of its forms."""
        return f"http://127.0.0.1:{self.ports.paper}"

    @property
    def elsewhere(self) -> str:
        """The one other site to which readers may be led back; who needs it starts a server there."""
        return f"http://127.0.0.1:{self.elsewhere_port}"

    @property
    def elsewhere_port(self) -> int:
        return self.ports.paper + ELSEWHERE

    @property
    def password(self) -> str:
        return (self.folder / "editor-password").read_text(encoding="ascii").strip()

    @property
    def say(self) -> str:
        return (self.folder / "said.txt").read_text(encoding="utf-8")

    def start(self) -> float:
        """Start it and wait until it says that it is ready. Returns the seconds that took."""
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        began = time.monotonic()
        said = (self.folder / "said.txt").open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "smallfavor", "demo", "--bare"],
            cwd=ROOT, env=self._environment(), stdout=said, stderr=said, stdin=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        said.close()
        while time.monotonic() < began + READY_WITHIN_S:
            if "is ready" in self.say:
                return time.monotonic() - began
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"the demo did not start:\n{self.say}")

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A `smallfavor` command beside the running demo, as in a second terminal."""
        return subprocess.run(
            [sys.executable, "-m", "smallfavor", *words],
            cwd=ROOT, env=self._environment(), capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def mails(self, address: str, *, count: int) -> list[dict[str, Any]]:
        """The newest mails to `address`, newest first, once there are at least `count`."""
        deadline = time.monotonic() + MAIL_WITHIN_S
        while True:
            found: list[dict[str, Any]] = json.loads(_read(f"{self.mailbox}/mails.json?to={address}"))
            if len(found) >= count or time.monotonic() > deadline:
                assert len(found) >= count, f"{len(found)} of {count} mails came to {address}"
                return found
            time.sleep(0.1)

    def letter(self, mail: dict[str, Any]) -> str:
        """The HTML of one mail."""
        return _read(f"{self.mailbox}/mail/{mail['id']}/html")

    def links(self, mail: dict[str, Any], pattern: str) -> list[str]:
        """The addresses in a mail that match a pattern, in their order."""
        found = re.findall(r'href="([^"]+)"', self.letter(mail))
        return [link.replace("&amp;", "&") for link in found if re.search(pattern, link)]

    def sandbox_record(self, kind: str) -> list[dict[str, Any]]:
        """What the processor itself knows."""
        key = (self.folder / "keys" / "sandbox_api_key").read_text(encoding="ascii").strip()
        request = urllib.request.Request(f"{self.sandbox}/v1/record", headers={"Authorization": f"Bearer {key}"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            things = [json.loads(line) for line in answer.read().decode().splitlines()]
        return [thing for thing in things if thing["object"] == kind]

    def _environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BASE_URL"}},
            "DATA": str(self.folder),
            "PORT": str(self.ports.paper),
            "FORM_ORIGINS": self.second,
            "RETURN_ORIGINS": self.elsewhere,
            "PYTHONPATH": str(ROOT),
            **MANY_AT_ONCE,
        }


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def free_ports() -> Ports:
    """Ports of a demo that nobody holds now."""
    for _ in range(50):
        ports = Ports(random.randrange(20_000, 30_000))
        if not ports.busy():
            return ports
    raise RuntimeError("no free ports between 20000 and 30000")


@contextlib.contextmanager
def new_demo(name: str) -> Iterator[Demo]:
    """A demo in a new folder. Not pytest's own, which the database's user can't enter where we are root."""
    folder = Path("/tmp") / f"smallfavor-journey-{os.getpid()}-{name}"  # noqa: S108
    running = Demo(folder, free_ports())
    try:
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """One demo for all journeys; each uses an address of its own."""
    with new_demo("shared") as running:
        running.start()
        yield running
