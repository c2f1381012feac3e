"""The encrypted file: a header, then chunks under AES-256-GCM that can't be cut, changed, moved or added to unnoticed.

Knows nothing of what is inside (parts.py) and of databases. After STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as
`age` does it: the nonce is the chunk's number and whether it is the last; the whole header is authenticated with each.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"SMALLFAVOR BACKUP\n"
FORMAT = 1
CHUNK_BYTES = 256 * 1024
CHUNK_BYTES_MAX = 16 * 1024 * 1024
TAG_BYTES = 16
SALT_BYTES = 32
KEY_NAME_BYTES = 8
_KINDS = {b"P": "paper", b"K": "keyring"}
# Magic, format, kind, chunk size, name of the key, salt.
HEADER_BYTES = len(MAGIC) + 1 + 1 + 4 + KEY_NAME_BYTES + SALT_BYTES

Kind = Literal["paper", "keyring"]


class BackupRefused(Exception):
    """Raised when a file is no whole backup that this key opens; the message says what is wrong."""

    code = "backup_refused"


@dataclass(frozen=True)
class Header:
    """What stands in clear: how the file is made, never what is in it."""

    kind: Kind
    key_name: bytes
    salt: bytes
    chunk_bytes: int = CHUNK_BYTES
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        letter = next(letter for letter, kind in _KINDS.items() if kind == self.kind)
        return MAGIC + bytes([self.format]) + letter + self.chunk_bytes.to_bytes(4) + self.key_name + self.salt


class SealedWriter:
    """Encrypts what is written into `target`. Only `finish` makes it a whole backup."""

    def __init__(self, target: BinaryIO, *, secret: str, kind: Kind, chunk_bytes: int = CHUNK_BYTES) -> None:
        header = Header(kind, _key_name(secret), os.urandom(SALT_BYTES), chunk_bytes)
        self._header = header.as_bytes()
        self._cipher = _cipher(secret, header)
        self._target, self._chunk_bytes = target, chunk_bytes
        self._held = bytearray()
        self._number = 0
        target.write(self._header)

    def write(self, plain: bytes) -> None:
        self._held += plain
        # The last chunk is never empty unless all is: so one whole chunk is always held back.
        while len(self._held) > self._chunk_bytes:
            self._seal(bytes(self._held[: self._chunk_bytes]), last=False)
            del self._held[: self._chunk_bytes]

    def finish(self) -> None:
        self._seal(bytes(self._held), last=True)
        self._held.clear()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, self._header))
        self._number += 1


def read_header(source: BinaryIO) -> Header:
    """The header at the source's place. Raises BackupRefused; it proves nothing before the first chunk has opened."""
    found = source.read(HEADER_BYTES)
    if not found.startswith(MAGIC):
        raise BackupRefused("this is no backup of Small Favor")
    rest = found[len(MAGIC) :]
    if len(found) < HEADER_BYTES:
        raise BackupRefused("the file is cut off in its first bytes")
    if rest[0] != FORMAT:
        raise BackupRefused(f"it was made by a newer release (format {rest[0]}, this one reads {FORMAT})")
    kind, size = _KINDS.get(rest[1:2]), int.from_bytes(rest[2:6])
    if kind is None or not 1 <= size <= CHUNK_BYTES_MAX:
        raise BackupRefused("its first bytes were changed")
    key_name, salt = rest[6 : 6 + KEY_NAME_BYTES], rest[6 + KEY_NAME_BYTES :]
    return Header("paper" if kind == "paper" else "keyring", key_name, salt, size)


def opened(source: BinaryIO, *, secret: str, kind: Kind) -> Iterator[bytes]:
    """The plain chunks, each checked before it is handed out. The end is sure only when the iterator ends.

    Raises BackupRefused.
    """
    header = read_header(source)
    if header.kind != kind:
        raise BackupRefused(f"this is a backup of the {header.kind}, not of the {kind}")
    if header.key_name != _key_name(secret):
        raise BackupRefused("it was made with another backup key than BACKUP_KEY is now")
    cipher, bound = _cipher(secret, header), header.as_bytes()
    sealed_bytes, number = header.chunk_bytes + TAG_BYTES, 0
    chunk, following = source.read(sealed_bytes), b""
    while True:
        following = source.read(sealed_bytes)
        last = not following
        try:
            plain = cipher.decrypt(_nonce(number, last=last), chunk, bound)
        except (InvalidTag, ValueError) as error:
            raise BackupRefused("the file is cut off, or its bytes were changed") from error
        yield plain
        if last:
            return
        chunk, number = following, number + 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + (b"\x01" if last else b"\x00")


def _cipher(secret: str, header: Header) -> AESGCM:
    """A key of this file alone: so the numbers of its chunks can't repeat under one key."""
    info = b"smallfavor.backup/" + header.kind.encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=header.salt, info=info).derive(secret.encode()))


def _key_name(secret: str) -> bytes:
    """Tells two keys apart, and nothing of either."""
    info = b"smallfavor.backup/name"
    return HKDF(algorithm=SHA256(), length=KEY_NAME_BYTES, salt=b"smallfavor", info=info).derive(secret.encode())
