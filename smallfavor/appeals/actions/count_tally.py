"""Counts beacons in memory and adds them to the database set-based, every few seconds. No row per event.

What was counted since the last flush is lost when the process is killed: at most FLUSH_EVERY_S of counts. Several
processes add up, for each only ever adds. Not here: what a beacon may say (rules/tallies.py).
"""

import logging
import threading
import time
from collections import Counter
from datetime import datetime
from multiprocessing.util import Finalize

from django.db import Error, connection

from smallfavor.appeals.queries.versions import versions_in_use
from smallfavor.appeals.rules.tallies import Cell, KnownVersions, cell_of
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper

FLUSH_EVERY_S = 3.0
VERSIONS_FRESH_S = 5.0
CELLS_MAX = 20_000  # about 5 MB; far more than honest readers make between two flushes

log = logging.getLogger(__name__)

_ADD = """
    INSERT INTO appeals_tally (day, version, appeal, variant, country, event, ordinal, count)
    SELECT * FROM unnest(%s::date[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::smallint[],
                         %s::bigint[])
    ON CONFLICT (day, version, appeal, variant, country, event, ordinal)
    DO UPDATE SET count = appeals_tally.count + EXCLUDED.count
"""


class Tallier:
    """The counts of this process. One instance serves all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Cell] = Counter()
        self._known: KnownVersions = {}
        self._known_until = 0.0
        self._thread: threading.Thread | None = None

    def count(self, body: bytes, *, now: datetime) -> bool:
        """Count one beacon. False where it says nothing that can be counted. Costs no database write."""
        cell = cell_of(body, known=self._versions(now), day=current_paper().today(now))
        if cell is None:
            return False
        with self._lock:
            if cell not in self._counts and len(self._counts) >= CELLS_MAX:
                return False
            self._counts[cell] += 1
        return True

    def flush(self) -> int:
        """Add everything counted so far to the database; returns how many beacons that were.

        Where the database can't take it, the counts are kept for the next time and the error is raised.
        """
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return 0
        try:
            add_tallies(counts)
        except Error:
            with self._lock:
                self._counts.update(counts)
            raise
        return counts.total()

    def forget(self) -> None:
        """Drop what was counted and which manifests are known, as if the process had just begun."""
        with self._lock:
            self._counts, self._known, self._known_until = Counter(), {}, 0.0

    def keep_flushing(self) -> None:
        """Have a thread of this process flush every few seconds, and once more when the process ends."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            self._thread = threading.Thread(target=self._flush_for_ever, name="tallies", daemon=True)
            self._thread.start()
        # Not atexit: the web server's workers are children of multiprocessing, which end without it.
        Finalize(None, self._flush_once, exitpriority=10)

    def _flush_for_ever(self) -> None:
        while True:
            time.sleep(FLUSH_EVERY_S)
            self._flush_once()

    def _flush_once(self) -> None:
        try:
            self.flush()
        except Error:
            log.warning("Tallies could not be written; they are kept and tried again.", exc_info=True)
        finally:
            connection.close()

    def _versions(self, now: datetime) -> KnownVersions:
        if time.monotonic() >= self._known_until:
            self._known_until = time.monotonic() + VERSIONS_FRESH_S
            self._known = versions_in_use(now)
        return self._known


def add_tallies(counts: Counter[Cell]) -> None:
    """Add counts to the rows of their cells, in one statement. Sorted, so that two processes can't block each other."""
    rows = [(*vars(cell).values(), count) for cell, count in sorted(counts.items())]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [list(column) for column in zip(*rows, strict=True)])


TALLIER = Tallier()


def count_beacon(body: bytes) -> None:
    """Count a beacon that a browser sent just now."""
    TALLIER.keep_flushing()
    TALLIER.count(body, now=utcnow())
