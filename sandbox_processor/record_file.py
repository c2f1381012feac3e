"""The database file of a payment service. Not here: its tables, and what is done with them."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

Books = TypeVar("Books")


class RecordFile(Generic[Books]):
    """One connection, one writer at a time; safe to use from any thread.

    `books` wraps the connection, anew for each transaction. `keys`: the table of idempotency keys, whose `status` is
    null while a call is at work.
    """

    def __init__(
        self, path: Path, schema: str, books: Callable[[sqlite3.Connection], Books], *, keys: str = "idempotency"
    ) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._books = books
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.executescript(schema)
        # A key without an answer was at work when the process died. Its effect and its answer are one commit: neither
        # happened, and the key is free again.
        self._connection.execute(f"DELETE FROM {keys} WHERE status IS NULL")  # noqa: S608 (a constant)

    @contextmanager
    def transaction(self) -> Iterator[Books]:
        """All or nothing, and on disk when it returns."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._books(self._connection)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[Books]:
        """For reads alone: nothing is written to the disk."""
        with self._lock:
            yield self._books(self._connection)

    def close(self) -> None:
        with self._lock:
            self._connection.close()
