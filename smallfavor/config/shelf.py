"""A folder of files held in memory: read once, compressed once, looked at again when the file changes.

Not here: which address is which file and what headers it gets (front.py).
"""

import gzip
import hashlib
import os
import threading
import time
from dataclasses import dataclass, field

import brotli

RECHECK_S = 0.5
SIBLING_SLACK_NS = 2_000_000_000
COMPRESS_ABOVE_BYTES = 200
COMPRESS_BELOW_BYTES = 4 * 1024 * 1024
COMPRESSIBLE = (".css", ".html", ".ics", ".js", ".json", ".map", ".svg", ".txt", ".webmanifest", ".xml")
SUFFIXES = {"br": ".br", "gzip": ".gz"}

Signature = tuple[int, int, int]


@dataclass(slots=True)
class Copy:
    """One file in one encoding, as it was at `checked_at` (monotonic seconds)."""

    path: str
    encoding: str
    body: bytes
    etag: str
    varies: bool
    signature: tuple[Signature | None, Signature | None]
    checked_at: float
    used_at: float
    headers: list[tuple[str, str]] = field(default_factory=list)


class Shelf:
    """Copies by (path, encoding), no more than `limit_bytes` of them; the longest unused go first."""

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self.held_bytes = 0
        self._copies: dict[tuple[str, str], Copy] = {}
        self._lock = threading.Lock()

    def get(self, path: str, encoding: str) -> Copy | None:
        """The copy, fresh to half a second. None where no such file is, or where it is too large to hold.

        `path` is absolute and known to be safe; `encoding` is "br", "gzip" or "".
        """
        if encoding and not path.endswith(COMPRESSIBLE):
            encoding = ""
        now = time.monotonic()
        copy = self._copies.get((path, encoding))
        if copy is not None:
            if now - copy.checked_at < RECHECK_S:
                copy.used_at = now
                return copy
            if _signatures(path, encoding) == copy.signature:
                copy.checked_at = copy.used_at = now
                return copy
            self._drop(copy)
        return self._read(path, encoding, now)

    def _read(self, path: str, encoding: str, now: float) -> Copy | None:
        signature = _signatures(path, encoding)
        whole, sibling = signature
        if whole is None or whole[1] > self.limit_bytes // 4:
            return None
        try:
            body = _bytes_of(path)
            compressible = path.endswith(COMPRESSIBLE) and COMPRESS_ABOVE_BYTES < len(body) < COMPRESS_BELOW_BYTES
            used = encoding if compressible else ""
            etag = hashlib.blake2b(body, digest_size=9).hexdigest()
            if used:
                body = _compressed(path, body, used, whole, sibling)
        except OSError:
            return None  # removed between two looks
        copy = Copy(path, used, body, f'"{etag}{used and "-" + used}"', compressible, signature, now, now)
        self._hold(copy, encoding)
        return copy

    def _hold(self, copy: Copy, asked: str) -> None:
        with self._lock:
            before = self._copies.get((copy.path, asked))
            self.held_bytes += len(copy.body) - (len(before.body) if before else 0)
            self._copies[(copy.path, asked)] = copy
            if self.held_bytes <= self.limit_bytes:
                return
            for key, oldest in sorted(self._copies.items(), key=lambda item: item[1].used_at):
                if self.held_bytes <= self.limit_bytes * 3 // 4:
                    break
                del self._copies[key]
                self.held_bytes -= len(oldest.body)

    def _drop(self, copy: Copy) -> None:
        with self._lock:
            for key in [key for key, held in self._copies.items() if held is copy]:
                del self._copies[key]
                self.held_bytes -= len(copy.body)


def _signatures(path: str, encoding: str) -> tuple[Signature | None, Signature | None]:
    return _signature(path), _signature(path + SUFFIXES[encoding]) if encoding else None


def _signature(path: str) -> Signature | None:
    try:
        found = os.stat(path)  # noqa: PTH116 (asked often: a Path object each time is too slow)
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if found.st_mode & 0o170000 == 0o100000 else None


def _bytes_of(path: str) -> bytes:
    with open(path, "rb") as handle:  # noqa: PTH123
        return handle.read()


def _compressed(path: str, body: bytes, encoding: str, whole: Signature, sibling: Signature | None) -> bytes:
    """The precompressed file beside it, unless that is older than the file itself (a bake was interrupted)."""
    if sibling is not None and sibling[0] >= whole[0] - SIBLING_SLACK_NS:
        return _bytes_of(path + SUFFIXES[encoding])
    if encoding == "br":
        return brotli.compress(body, quality=5)  # type: ignore[no-any-return]
    return gzip.compress(body, compresslevel=6, mtime=0)
