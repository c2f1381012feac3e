"""Calls providers side by side. The threads here make calls and nothing else: they touch no rows of ours.

A provider whose service is a counter of our own asks it in the calling thread; its connection ends with the thread.
Not here: claiming before a call and settling after it (send_planned.py).
"""

import contextlib
import queue
import sys
import threading
import time
from dataclasses import dataclass

from django.db import connections

from smallfavor.payments.actions.send import call
from smallfavor.payments.actions.settle_batch import Answered
from smallfavor.payments.models import Attempt
from smallfavor.payments.providers.base import Provider

GATHER_S = 0.005  # after the first answer, the others of the same moment are waited for
# How long a caller whose answer has come may wait for the thread that settles, before Python makes room for it. By
# default that is 5 ms, a tenth of a quick provider's answer.
MAKE_ROOM_S = 0.0005


def lease_clock() -> float:
    """Seconds that go on while the machine sleeps, where the system has such a clock."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


@dataclass(frozen=True)
class _Job:
    provider: Provider
    attempt: Attempt
    send_before: float


class Callers:
    """`width` calls at once; `inline`: one at a time, in the thread that collects the answers."""

    def __init__(self, width: int, *, inline: bool) -> None:
        self.width = width
        self.in_hand = 0
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answered | None] = queue.SimpleQueue()
        self._late: queue.SimpleQueue[Attempt] = queue.SimpleQueue()
        self._threads = (
            [] if inline else [threading.Thread(target=self._work, name="caller", daemon=True) for _ in range(width)]
        )
        if self._threads:
            sys.setswitchinterval(min(MAKE_ROOM_S, sys.getswitchinterval()))
        for thread in self._threads:
            thread.start()

    @property
    def idle(self) -> int:
        """How many calls more could be out just now, about."""
        return self.width - (self.in_hand - self.waiting - self._answers.qsize())

    @property
    def waiting(self) -> int:
        """How many calls nobody has begun just now, about."""
        return self._jobs.qsize()

    def ask(self, provider: Provider, attempt: Attempt, *, send_before: float) -> None:
        """Have the call made; not begun by `send_before` (lease_clock), it is never made: see `take_late`."""
        self.in_hand += 1
        self._jobs.put(_Job(provider, attempt, send_before))

    def collect(self, *, wait_s: float) -> list[Answered]:
        """The answers that have come; waits for the first one at most `wait_s`."""
        if not self._threads:
            self._call_inline()
        ended: list[Answered | None] = []
        with contextlib.suppress(queue.Empty):
            ended.append(self._answers.get(timeout=wait_s))
            gather_until = time.monotonic() + GATHER_S
            while self._threads and len(ended) < self.in_hand:
                ended.append(self._answers.get(timeout=max(0.0, gather_until - time.monotonic())))
        self.in_hand -= len(ended)
        return [one for one in ended if one is not None]

    def take_back(self) -> list[Attempt]:
        """The attempts whose call has not begun; it is never made then."""
        taken = []
        with contextlib.suppress(queue.Empty):
            while True:
                job = self._jobs.get_nowait()
                if job is not None:
                    taken.append(job.attempt)
        self.in_hand -= len(taken)
        return taken

    def take_late(self) -> list[Attempt]:
        """The attempts whose call would have outlived their lease, and was not made."""
        return [self._late.get() for _ in range(self._late.qsize())]

    def abandon(self) -> None:
        """Begin no more calls, and wait for those that are out: their answers are left to the sweep."""
        self.take_back()
        while self.in_hand:
            self.collect(wait_s=1.0)

    def close(self) -> None:
        self.abandon()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        try:
            while (job := self._jobs.get()) is not None:
                self._make(job)
        finally:
            connections.close_all()  # of this thread

    def _make(self, job: _Job) -> None:
        answer: Answered | None = None
        try:
            if lease_clock() > job.send_before:
                self._late.put(job.attempt)
            else:
                answer = job.attempt, call(job.provider, job.attempt)
        finally:
            self._answers.put(answer)

    def _call_inline(self) -> None:
        with contextlib.suppress(queue.Empty):
            job = self._jobs.get_nowait()
            if job is not None:
                self._make(job)
