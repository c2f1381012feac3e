"""Readers who give by the form while the storm blows: open it, send it, pay on the page, send it once more."""

import random
import threading
import time
from typing import Any

import httpx

from bench.faults.house import House
from bench.faults.reader import Reader

TRIES = 12
CARDS = ("success", "success", "success", "challenge", "declined")


class Readers:
    """One reader after the other, in a thread of its own; as many as the run's progress asks for."""

    def __init__(self, house: House, drawn: random.Random, *, wanted: int) -> None:
        self.progress = 0.0
        self.done = 0
        self._house = house
        self._drawn = random.Random(drawn.getrandbits(64))
        self._wanted = wanted
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Readers":
        self._thread.start()
        return self

    def __exit__(self, *exception: Any) -> None:
        self._stop.set()
        self._thread.join(60)

    def _run(self) -> None:
        while not self._stop.is_set():
            if self.done < 1 + self._wanted * self.progress:
                self.done += 1
                self._give()
            else:
                self._stop.wait(0.1)

    def _give(self) -> None:
        """One reader. A web server that dies meanwhile is asked again, as a reload does."""
        reader = Reader(self._house, f"giver{self.done}@example.org")
        for _ in range(TRIES):
            if self._stop.is_set():
                return
            try:
                if not reader.fields:
                    reader.open_form()
                step = reader.send_form()
                if step == "page":
                    reader.pay(self._drawn.choice(CARDS))
                    reader.send_form()
                    return
                if step == "thanks":
                    return
            except (httpx.HTTPError, IndexError, KeyError, AssertionError, StopIteration):
                pass
            time.sleep(0.3)
