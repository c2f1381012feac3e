"""A small shared page between the harness and one child: where it is to die next, and what its clock shows.

Written by the harness at any moment of the child's life; read by the child each time it asks.
"""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

SIZE = 128


class Slot:
    """The page, in a file. `crash_at` names a step boundary, or nothing; `shift_s` is how wrong the clock is."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(SIZE))
        self.path = path
        with path.open("r+b") as handle:
            self._page = mmap.mmap(handle.fileno(), SIZE)

    @property
    def crash_at(self) -> str:
        return self._page[8:].rstrip(b"\0").decode()

    @crash_at.setter
    def crash_at(self, name: str) -> None:
        self._page[8:] = name.encode().ljust(SIZE - 8, b"\0")

    @property
    def shift_s(self) -> float:
        found: float = struct.unpack("d", self._page[:8])[0]
        return found

    @shift_s.setter
    def shift_s(self, seconds: float) -> None:
        self._page[:8] = struct.pack("d", seconds)

    def now(self) -> datetime:
        """The child's clock, steps and all."""
        return datetime.now(UTC) + timedelta(seconds=self.shift_s)


class CrashName:
    """Stands where the product keeps SMALLFAVOR_CRASH_AT: equal to whatever boundary the slot names now."""

    def __init__(self, slot: Slot) -> None:
        self._slot = slot

    def __bool__(self) -> bool:
        return bool(self._slot.crash_at)

    def __eq__(self, name: object) -> bool:
        return self._slot.crash_at == name

    __hash__ = None  # type: ignore[assignment]
