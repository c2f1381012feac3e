"""One process that starts several, starts a crashed one again, and stops them all in order.

Knows nothing of what they do. Not here: which programs make up the demo (demo.py).
"""

import contextlib
import functools
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from smallfavor.config.leash import end_with_parent

POLL_S = 0.1
STOP_GRACE_S = 25
STEADY_AFTER_S = 60
BACK_OFF_MAX_S = 30
STARTS_BEFORE_READY_MAX = 3
LOG_MAX_BYTES = 5 * 1024 * 1024
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Program:
    """`is_ready` asks from outside whether it does its work. Those with a lower `stop_order` are stopped first."""

    name: str
    command: Sequence[str]
    is_ready: Callable[[], bool]
    stop_order: int = 0


class StartFailed(Exception):
    """Raised when a program does not come up; the message names it and where its own words are."""


@dataclass
class _Child:
    program: Program
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    start_at: float = 0.0
    ready: bool = field(default=False)


class Supervisor:
    """Runs programs in sessions of their own, so that a Ctrl-C reaches this process alone, which then stops them.

    `say` gets one sentence for every event that a person should know. Logs are one file each under `logs`.
    """

    def __init__(self, logs: Path, environment: Mapping[str, str], say: Callable[[str], None]) -> None:
        self.logs = logs
        self.environment = dict(environment)
        self.say = say
        self.stopping = False
        self._children: list[_Child] = []
        self._wake, self._woken = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    @contextlib.contextmanager
    def signals(self) -> Iterator[None]:
        """Inside this block a stop signal only asks for the stop; the loop does it. Enter before any start."""
        before = {number: signal.signal(number, self._ask_to_stop) for number in STOP_SIGNALS}
        child_before = signal.signal(signal.SIGCHLD, lambda number, frame: None)
        wakeup_before = signal.set_wakeup_fd(self._woken, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(wakeup_before)
            signal.signal(signal.SIGCHLD, child_before)
            for number, handler in before.items():
                signal.signal(number, handler)

    def start(self, program: Program) -> None:
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        child = _Child(program, self.logs / f"{program.name}.log")
        self._children.append(child)
        self._spawn(child)

    def wait_until_ready(self, timeout_s: float) -> bool:
        """True when every program is ready; False when a stop was asked for meanwhile.

        Raises StartFailed when one of them keeps ending, or is not ready in time.
        """
        deadline = time.monotonic() + timeout_s
        while not self.stopping:
            self._tend()
            waiting = [child for child in self._children if not self._is_ready(child)]
            if not waiting:
                return True
            hopeless = next((child for child in waiting if child.failures >= STARTS_BEFORE_READY_MAX), None)
            if hopeless or time.monotonic() > deadline:
                raise StartFailed(_last_words(hopeless or waiting[0]))
            self._sleep(POLL_S)
        return False

    def run(self) -> None:
        """Tend the programs until a stop is asked for."""
        while not self.stopping:
            self._tend()
            self._sleep(1.0)

    def stop(self) -> None:
        """Stop all, in their order, each order together; what does not end within the grace is killed."""
        self.stopping = True
        for order in sorted({child.program.stop_order for child in self._children}):
            group = [child for child in self._children if child.program.stop_order == order]
            for child in group:
                if child.process is not None and child.process.poll() is None:
                    child.process.terminate()
            deadline = time.monotonic() + STOP_GRACE_S
            for child in group:
                self._end(child, deadline)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _sleep(self, seconds: float) -> None:
        """Until the time is over or a signal comes (a child's end among them)."""
        if select.select([self._wake], [], [], seconds)[0]:
            with contextlib.suppress(BlockingIOError):
                os.read(self._wake, 4096)

    def _tend(self) -> None:
        for child in self._children:
            if child.process is None:
                if time.monotonic() >= child.start_at:
                    self._spawn(child)
            elif child.process.poll() is not None:
                self._ended(child, child.process.returncode)
            elif child.failures and time.monotonic() - child.started_at > STEADY_AFTER_S:
                child.failures = 0

    def _ended(self, child: _Child, code: int) -> None:
        _kill_session(child.process)
        child.process, child.ready = None, False
        delay_s = min(BACK_OFF_MAX_S, 0.5 * 2**child.failures)
        child.failures += 1
        child.start_at = time.monotonic() + delay_s
        how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
        self.say(f"{child.program.name} {how}; starting it again in {delay_s:g} s (its log: {child.log})")

    def _spawn(self, child: _Child) -> None:
        if child.log.exists() and child.log.stat().st_size > LOG_MAX_BYTES:
            child.log.replace(child.log.with_suffix(".old"))
        with child.log.open("ab") as log:
            child.process = subprocess.Popen(
                child.program.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                start_new_session=True,
                preexec_fn=functools.partial(end_with_parent, os.getpid()),
            )
        child.started_at = time.monotonic()

    def _is_ready(self, child: _Child) -> bool:
        if not child.ready and child.process is not None:
            child.ready = child.program.is_ready()
        return child.ready

    def _end(self, child: _Child, deadline: float) -> None:
        if child.process is None:
            return
        try:
            child.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.say(f"{child.program.name} did not stop in time; killed")
        _kill_session(child.process)
        child.process.wait()
        child.process = None


def _kill_session(process: subprocess.Popen[bytes] | None) -> None:
    """End what a program left behind: its own children keep its port otherwise."""
    if process is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _last_words(child: _Child) -> str:
    tail = child.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
    return f"{child.program.name} does not start; the end of {child.log}:\n" + "\n".join(f"    {line}" for line in tail)


def this_python(*arguments: str) -> list[str]:
    """The command that runs a module with the interpreter that runs us."""
    return [sys.executable, "-m", *arguments]
