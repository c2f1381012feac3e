"""The supervisor over small programs: starts, restarts, stops in order, and never leaves one behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from smallfavor.config.supervisor import Program, StartFailed, Supervisor

STEADY = """
import signal, sys, time
from pathlib import Path
def stop(*_):
    with open({notes!r}, "a") as notes: notes.write({name!r} + " stopped\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
with open({notes!r}, "a") as notes: notes.write({name!r} + " started\\n")
while True: time.sleep(0.05)
"""


class Rig:
    """A supervisor with a folder; `said` is what it told a person."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes_file = folder / "notes"
        self.notes_file.touch()
        self.said: list[str] = []
        self.supervisor = Supervisor(folder / "logs", dict(os.environ), self.said.append)

    def steady(self, name: str, stop_order: int = 0) -> Program:
        source = STEADY.format(notes=str(self.notes_file), name=name)
        return Program(
            name, [sys.executable, "-c", source], lambda: f"{name} started" in self.notes(), stop_order=stop_order
        )

    def notes(self) -> list[str]:
        return self.notes_file.read_text().splitlines()

    def wait_for(self, condition: Callable[[], bool], timeout_s: float = 10) -> None:
        deadline = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < deadline, "it did not happen"
            self.supervisor._tend()
            time.sleep(0.02)


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path)
    yield made
    made.supervisor.stop()


def test_all_are_started_and_stopped_in_their_order(rig: Rig) -> None:
    rig.supervisor.start(rig.steady("mailbox", stop_order=1))
    rig.supervisor.start(rig.steady("web"))
    assert rig.supervisor.wait_until_ready(10)
    rig.supervisor.stop()
    assert rig.notes()[2:] == ["web stopped", "mailbox stopped"]


def test_a_killed_program_is_started_again(rig: Rig) -> None:
    rig.supervisor.start(rig.steady("web"))
    assert rig.supervisor.wait_until_ready(10)
    process = rig.supervisor._children[0].process
    assert process is not None
    process.kill()
    rig.wait_for(lambda: rig.notes().count("web started") == 2)
    assert "killed by signal 9" in rig.said[0]


def test_one_that_keeps_ending_is_given_up_with_its_last_words(rig: Rig) -> None:
    rig.supervisor.start(Program("web", [sys.executable, "-c", "raise SystemExit('no room')"], lambda: False))
    with pytest.raises(StartFailed, match="no room"):
        rig.supervisor.wait_until_ready(20)


def test_one_that_is_never_ready_is_named(rig: Rig) -> None:
    rig.supervisor.start(Program("web", [sys.executable, "-c", "import time; time.sleep(60)"], lambda: False))
    with pytest.raises(StartFailed, match="web does not start"):
        rig.supervisor.wait_until_ready(0.3)


def test_waits_between_starts_grow(rig: Rig) -> None:
    rig.supervisor.start(Program("web", [sys.executable, "-c", "raise SystemExit(3)"], lambda: False))
    rig.wait_for(lambda: len(rig.said) == 3, timeout_s=20)
    assert [said.split("again in ")[1].split(" (")[0] for said in rig.said] == ["0.5 s", "1 s", "2 s"]


def test_what_a_killed_program_left_behind_is_ended_too(rig: Rig) -> None:
    source = (
        "import subprocess, time; p = subprocess.Popen(['sleep', '300']); print(p.pid, flush=True); time.sleep(300)"
    )
    rig.supervisor.start(Program("web", [sys.executable, "-c", source], lambda: True))
    log = rig.folder / "logs" / "web.log"
    rig.wait_for(lambda: bool(log.read_text().strip()))
    grandchild = int(log.read_text())
    process = rig.supervisor._children[0].process
    assert process is not None
    process.kill()
    rig.wait_for(lambda: bool(rig.said))
    rig.wait_for(lambda: not is_running(grandchild))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_asks_for_the_stop(rig: Rig, number: signal.Signals) -> None:
    with rig.supervisor.signals():
        os.kill(os.getpid(), number)
        rig.supervisor.run()
        assert rig.supervisor.stopping
        assert not rig.supervisor.wait_until_ready(1)


def test_children_end_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    source = f"""
import os, sys, time
from pathlib import Path
from smallfavor.config.supervisor import Program, Supervisor
supervisor = Supervisor(Path({str(tmp_path)!r}), dict(os.environ), print)
supervisor.start(Program("child", ["sleep", "300"], lambda: True))
print(supervisor._children[0].process.pid, flush=True)
time.sleep(300)
"""
    parent = subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_running(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while is_running(child):
        assert time.monotonic() < deadline, "the child outlived its supervisor"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """A process that has ended but was not yet asked for its code does not count."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z")
