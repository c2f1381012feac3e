"""The encrypted file: what was changed, cut, moved or added is refused, at every byte."""

import io
import itertools

import pytest

from smallfavor.ops.backup.container import (
    HEADER_BYTES,
    MAGIC,
    TAG_BYTES,
    BackupRefused,
    SealedWriter,
    opened,
)
from smallfavor.ops.backup.parts import PartsReader, write_part

SECRET = "a secret of the test"
CHUNK = 16
PLAIN = b"The quick brown fox jumps over the lazy dog, twice."


def sealed(plain: bytes = PLAIN, *, secret: str = SECRET, chunk_bytes: int = CHUNK) -> bytes:
    target = io.BytesIO()
    writer = SealedWriter(target, secret=secret, kind="paper", chunk_bytes=chunk_bytes)
    for byte in plain:
        writer.write(bytes([byte]))
    writer.finish()
    return target.getvalue()


def read(content: bytes, *, secret: str = SECRET, kind: str = "paper") -> bytes:
    return b"".join(opened(io.BytesIO(content), secret=secret, kind=kind))  # type: ignore[arg-type]


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 1000])
def test_what_was_written_is_read(length: int) -> None:
    plain = bytes(itertools.islice(itertools.cycle(range(256)), length))
    assert read(sealed(plain)) == plain


def test_nothing_of_it_can_be_read_in_the_file() -> None:
    content = sealed(b"reader@example.org" * 100, chunk_bytes=1024)
    assert b"reader" not in content
    assert sealed() != sealed()


def test_every_truncation_is_refused() -> None:
    content = sealed()
    for length in range(len(content)):
        with pytest.raises(BackupRefused):
            read(content[:length])


def test_every_flipped_bit_is_refused() -> None:
    content = sealed()
    for place in range(len(content)):
        for bit in (1, 128):
            changed = bytearray(content)
            changed[place] ^= bit
            with pytest.raises(BackupRefused):
                read(bytes(changed))


def test_bytes_added_at_the_end_are_refused() -> None:
    for more in (b"\0", b"x" * (CHUNK + TAG_BYTES), sealed()):
        with pytest.raises(BackupRefused):
            read(sealed() + more)


def test_chunks_that_change_places_are_refused() -> None:
    content = sealed(PLAIN[: CHUNK * 3])
    head, body, step = content[:HEADER_BYTES], content[HEADER_BYTES:], CHUNK + TAG_BYTES
    chunks = [body[start : start + step] for start in range(0, len(body), step)]
    assert len(chunks) == 3
    for order in itertools.permutations(range(3)):
        mixed = head + b"".join(chunks[number] for number in order)
        if order == (0, 1, 2):
            assert read(mixed)
        else:
            with pytest.raises(BackupRefused):
                read(mixed)
    for kept in itertools.combinations(range(3), 2):  # one left out
        with pytest.raises(BackupRefused):
            read(head + b"".join(chunks[number] for number in kept))


def test_a_chunk_of_another_backup_is_refused() -> None:
    ours, theirs = sealed(), sealed()
    with pytest.raises(BackupRefused):
        read(ours[:HEADER_BYTES] + theirs[HEADER_BYTES:])


def test_another_key_is_refused_in_a_sentence() -> None:
    with pytest.raises(BackupRefused, match="another backup key"):
        read(sealed(), secret="another")


def test_a_keyring_is_not_taken_for_a_paper() -> None:
    with pytest.raises(BackupRefused, match="not of the keyring"):
        read(sealed(), kind="keyring")


def test_a_newer_format_and_other_files_are_refused_in_a_sentence() -> None:
    newer = bytearray(sealed())
    newer[len(MAGIC)] = 2
    with pytest.raises(BackupRefused, match="newer release"):
        read(bytes(newer))
    with pytest.raises(BackupRefused, match="no backup"):
        read(b"PGDMP" + b"\0" * 200)
    with pytest.raises(BackupRefused, match="no backup"):
        read(b"")


def test_parts_come_back_by_name_and_unread_ones_are_passed_over() -> None:
    target = io.BytesIO()
    writer = SealedWriter(target, secret=SECRET, kind="paper", chunk_bytes=64)
    written = {"manifest": [b"{}"], "database": [b"a" * 1000, b"", b"b" * 70], "media/ä.jpg": []}
    for name, blocks in written.items():
        write_part(writer, name, blocks)
    writer.finish()
    target.seek(0)
    found = {}
    for name, blocks in PartsReader(opened(target, secret=SECRET, kind="paper")):
        if name != "database":
            found[name] = b"".join(blocks)
    assert found == {"manifest": b"{}", "media/ä.jpg": b""}
