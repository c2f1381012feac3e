"""What every service has in common for the harness: its record read past its program, and its faults in force."""

import contextlib
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any, Protocol

import httpx


class _Kept(Protocol):
    """A service that keeps its record in a SQLite file of its folder (`FILE`), and tells of its faults."""

    FILE: str
    folder: Path

    def call(self, method: str, path: str, body: Any = None) -> httpx.Response: ...


class OwnRecord:
    """For classes that are `_Kept`."""

    def read_file(self: _Kept) -> contextlib.closing[sqlite3.Connection]:
        """A connection to read by alone, while the program runs or not."""
        return contextlib.closing(sqlite3.connect(f"file:{self.folder / self.FILE}?mode=ro", uri=True, timeout=30))

    def faults(self: _Kept) -> list[dict[str, Any]]:
        return list(self.call("GET", "/faults").json()["data"])

    def struck(self: _Kept) -> Counter[str]:
        return Counter(self.call("GET", "/faults").json()["struck_by"])
