"""Counts beacons in memory and adds them to the database set-based, every few seconds. No row per event.

What was counted since the last flush is lost when the process is killed: FLUSH_EVERY_S of counts, and as long as a
flush takes. Several processes add up, for each only ever adds. Not here: what a beacon may say (rules/tallies.py).
"""

import contextlib
import logging
import threading
import time
from collections import Counter
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from multiprocessing.util import Finalize

from django.db import Error, close_old_connections, connection

from smallfavor.appeals.queries.versions import versions_in_use
from smallfavor.appeals.rules.tallies import Cell, Known
from smallfavor.appeals.tokens import tokens_now
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper

FLUSH_EVERY_S = 3.0
VERSIONS_FRESH_S = 5.0
LOOK_AGAIN_S = 1.0
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
        self._reading = threading.Lock()
        self._known: Known | None = None
        self._read_at = 0.0
        self._thread: threading.Thread | None = None

    def count(self, body: bytes, *, now: datetime) -> bool:
        """Count one beacon. False where it says nothing that can be counted. Costs no database write."""
        known = self.known(now)
        cell = known.cell_of(body)
        if cell is None and time.monotonic() - self._read_at > LOOK_AGAIN_S:
            # Of a manifest that was published a moment ago, perhaps. A stranger's noise costs one look a second.
            cell = self._read(now).cell_of(body)
        return cell is not None and self._add(cell)

    def count_form(self, *, version: str, appeal: str, variant: str, country: str, now: datetime) -> bool:
        """Count that the form was opened from a plea. False where no manifest in use has that plea."""
        cell = self.known(now).form_cell(version=version, appeal=appeal, variant=variant, country=country)
        return cell is not None and self._add(cell)

    def known(self, now: datetime) -> Known:
        """The manifests in use, a few seconds old at most."""
        known = self._known
        if known and now < known.ends_at and time.monotonic() - self._read_at < VERSIONS_FRESH_S:
            return known
        return self._read(now)

    def flush(self) -> int:
        """Add everything counted so far to the database; returns how many beacons that were.

        Where the database can't take it, the counts are kept for the next time and the error is raised. They would
        count twice if it had taken them and only its answer was lost.
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
            self._counts, self._known, self._read_at = Counter(), None, 0.0

    def keep_flushing(self) -> None:
        """Have a thread of this process flush every few seconds, and once more when the process ends."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            self._thread = threading.Thread(target=self._flush_for_ever, name="tallies", daemon=True)
            self._thread.start()
        # Not atexit: the web server's workers are children of multiprocessing, which end without it.
        Finalize(None, self._flush_once, exitpriority=10)

    def _add(self, cell: Cell) -> bool:
        with self._lock:
            if cell not in self._counts and len(self._counts) >= CELLS_MAX:
                return False
            self._counts[cell] += 1
        return True

    def _read(self, now: datetime) -> Known:
        """Look the manifests up, one thread at a time; the others go on with what was known, if anything was."""
        before = self._known
        with contextlib.ExitStack() as turn:
            if before and now < before.ends_at:
                if not self._reading.acquire(blocking=False):
                    return before
                turn.callback(self._reading.release)
            else:
                turn.enter_context(self._reading)
                if self._known and self._known is not before:
                    return self._known
            self._read_at = time.monotonic()
            self._known = _known_at(now, before)
        return self._known

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


def _known_at(now: datetime, before: Known | None) -> Known:
    """What beacons are held against at `now`. Where the database does not answer, the manifests of before stand."""
    _drop_old_connection()
    try:
        versions = versions_in_use(now)
    except Error:
        log.warning("The manifests in use could not be looked up; those known before stand.", exc_info=True)
        versions = before.versions if before else {}
    _drop_old_connection()
    return Known(versions, tokens_now(versions, now), *_day_of(now))


def _drop_old_connection() -> None:
    """As Django does around each request: beacons come outside of any."""
    if not connection.in_atomic_block:
        close_old_connections()


def _day_of(now: datetime) -> tuple[date, datetime]:
    """The paper's day, and when it ends."""
    paper = current_paper()
    day = paper.today(now)
    return day, datetime.combine(day + timedelta(days=1), time_of_day.min, tzinfo=paper.zone)


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


def count_form_opened(*, version: str, appeal: str, variant: str, country: str) -> None:
    """Count that a reader followed a plea's link to the form just now."""
    TALLIER.keep_flushing()
    TALLIER.count_form(version=version, appeal=appeal, variant=variant, country=country, now=utcnow())
