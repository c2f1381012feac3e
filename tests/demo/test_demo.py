"""The demo as a whole: what is kept over every way of ending, and what is said when it can't start."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.running_demo import Demo, new_demo

PROBE = (
    "from django.contrib.auth import get_user_model as m;"
    "m().objects.create_user('{0}') if '{1}' == 'write' else print(m().objects.filter(username='{0}').count())"
)


@pytest.fixture(scope="module")
def own() -> Iterator[Demo]:
    """One demo for this file; each test leaves it running."""
    with new_demo("processes") as running:
        running.start()
        yield running


def test_every_part_answers(own: Demo) -> None:
    for address in (f"{own.paper}/health/ready", f"{own.paper}/desk/login/", f"{own.sandbox}/", f"{own.mailbox}/"):
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert answer.status == 200
    assert re.search(r"user editor, password \S{12,}", own.say)


def test_secrets_are_for_their_owner_alone(own: Demo) -> None:
    secret = [own.folder / "editor-password", *(own.folder / "keys").iterdir()]
    assert [path.name for path in secret if path.stat().st_mode & 0o077] == []


def test_commands_work_beside_it(own: Demo) -> None:
    done = own.command("doctor")
    assert "The background work is running." in done.stdout
    assert "is up to date" in done.stdout
    assert _is_ready(own)


def test_a_second_one_in_the_same_folder_is_refused(own: Demo) -> None:
    done = own.command("demo")
    assert done.returncode == 1
    assert "a demo runs from" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_busy_port_is_named(own: Demo) -> None:
    with new_demo("second") as other:
        other.ports = own.ports
        done = other.command("demo")
    assert done.returncode == 1
    assert f"port {own.ports.paper}," in done.stderr
    assert "make demo PORT=" in done.stderr


@pytest.mark.parametrize("kind", ["serve", "work"])
def test_a_killed_part_comes_back(own: Demo, kind: str) -> None:
    for pid in _parts(own, kind):
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while not (_parts(own, kind) and _is_ready(own)):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert "was killed by signal 9; starting it again" in own.say


def test_data_survives_the_end_of_everything(own: Demo) -> None:
    _written(own, "before-the-kill")
    for pid in [*_parts(own, ""), _database_pid(own)]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert own.process is not None
    own.process.wait(10)
    own.start()
    assert _count(own, "before-the-kill") == "1"


def test_the_database_outlives_its_owner_and_is_found_again(own: Demo) -> None:
    _written(own, "before-its-owner-ended")
    before = _database_pid(own)
    for pid in _parts(own, ""):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert own.process is not None
    own.process.wait(10)
    own.start()
    assert _database_pid(own) == before
    assert _count(own, "before-its-owner-ended") == "1"


def test_ctrl_c_ends_everything_and_it_starts_again(own: Demo) -> None:
    everyone = [*_parts(own, ""), _database_pid(own)]
    own.stop()
    assert own.process is not None
    assert own.process.returncode == 0
    assert own.say.rstrip().endswith("Stopped.")
    deadline = time.monotonic() + 10
    while running := [pid for pid in everyone if _runs(pid)]:
        # The database's processes are nobody's children: the system takes a moment to clear them away.
        assert time.monotonic() < deadline, running
        time.sleep(0.1)
    for port in (own.ports.paper, own.ports.sandbox, own.ports.smtp, own.ports.mailbox):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    own.start()
    assert _is_ready(own)


def _is_ready(demo: Demo) -> bool:
    try:
        with urllib.request.urlopen(f"{demo.paper}/health/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _runs(pid: int) -> bool:
    """False for one that has ended, also while its parent has not asked for its end yet."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    return "State:\tZ" not in status


def _parts(demo: Demo, kind: str) -> list[int]:
    """The running processes of a demo, by the DATA that they were given: all, or those of one command."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes().split(b"\0")
            told = (folder / "environ").read_bytes().split(b"\0")
            if f"DATA={demo.folder}".encode() in told and (not kind or kind.encode() in command):
                found.append(int(folder.name))
    return found


def _database_pid(demo: Demo) -> int:
    return int((demo.folder / "postgres" / "cluster" / "postmaster.pid").read_text().splitlines()[0])


def _written(demo: Demo, name: str) -> None:
    assert demo.command("shell", "-c", PROBE.format(name, "write")).returncode == 0


def _count(demo: Demo, name: str) -> str:
    done: subprocess.CompletedProcess[str] = demo.command("shell", "-c", PROBE.format(name, "read"))
    return done.stdout.strip().splitlines()[-1]
