"""Several named parts in one stream, whose sizes nobody needs to know beforehand: a manifest, a dump, pictures.

A part is its name (length in 2 bytes), then blocks (length in 4 bytes), then a block of length 0.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from smallfavor.ops.backup.container import BackupRefused

BLOCK_BYTES = 256 * 1024
BLOCK_BYTES_MAX = 16 * 1024 * 1024


class Sink(Protocol):
    def write(self, plain: bytes) -> None: ...


def write_part(sink: Sink, name: str, blocks: Iterable[bytes]) -> None:
    """Write one part; `blocks` may be of any size and number."""
    encoded = name.encode()
    sink.write(len(encoded).to_bytes(2) + encoded)
    for block in blocks:
        if block:
            sink.write(len(block).to_bytes(4))
            sink.write(block)
    sink.write((0).to_bytes(4))


class PartsReader:
    """Reads the parts in their order. Each part's blocks are to be read to their end before the next part."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = bytearray()

    def __iter__(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        while self._fill(2):
            name = self._take(int.from_bytes(self._take(2)))
            blocks = self._blocks()
            yield name.decode(), blocks
            for _ in blocks:
                pass  # what the caller did not want

    def _blocks(self) -> Iterator[bytes]:
        while size := int.from_bytes(self._take(4)):
            if size > BLOCK_BYTES_MAX:
                raise BackupRefused("a part of it is not what this release writes")
            yield self._take(size)

    def _take(self, count: int) -> bytes:
        if not self._fill(count):
            raise BackupRefused("a part of it is not whole")
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken

    def _fill(self, count: int) -> bool:
        while len(self._held) < count:
            chunk = next(self._chunks, None)
            if chunk is None:
                return False
            self._held += chunk
        return True
