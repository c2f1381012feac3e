"""Writes a backup: to a temporary name, verified, then under its own. Memory stays flat whatever the database holds."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from smallfavor.ops.backup.container import BackupRefused, Kind, SealedWriter, opened
from smallfavor.ops.backup.manifest import MANIFEST_MAX_BYTES, Manifest, manifest_of_now, read_manifest
from smallfavor.ops.backup.parts import BLOCK_BYTES, PartsReader, write_part
from smallfavor.ops.backup.programs import PIPE_BYTES, check_ended_well, dump, feed, running
from smallfavor.supporters.actions.erasure_list import erasures_as_lines

MANIFEST, ERASURES, DATABASE, MEDIA = "manifest", "erasures", "database", "media/"
# The structure of the keyring goes with the database, its keys never do.
WITHOUT_KEYS = "--exclude-table-data=keyring.*"
ONLY_KEYS = ("--data-only", "--table=keyring.supporter_key")

Part = tuple[str, Iterable[bytes]]


@dataclass(frozen=True)
class Examined:
    """A backup that was read to its end: every byte of it is as it was written."""

    manifest: Manifest
    erasures: str
    pictures: int


def back_up_paper(target: Path, *, now: datetime) -> Examined:
    """The database without its keys, and the pictures. Raises BackupRefused, ProgramFailed, OSError; no file then."""
    return _write(target, "paper", _paper_parts(now))


def back_up_keyring(target: Path, *, now: datetime) -> Examined:
    """The supporters' keys, wrapped by the installation's. Raises as `back_up_paper` does."""
    return _write(target, "keyring", _keyring_parts(now))


def examine(source: Path, kind: Kind) -> Examined:
    """Read a backup to its end: every tag, its manifest, the table of contents of its dump.

    Raises BackupRefused, ProgramFailed, OSError.
    """
    manifest, erasures, has_dump, pictures = None, "", False, 0
    with source.open("rb") as file:
        for name, blocks in PartsReader(opened(file, secret=settings.BACKUP_KEY, kind=kind)):
            if name == MANIFEST:
                manifest = read_manifest(_small(blocks))
            elif name == ERASURES:
                erasures = b"".join(blocks).decode("ascii")
            elif name == DATABASE:
                _check_contents(blocks)
                has_dump = True
            pictures += name.startswith(MEDIA)
    if manifest is None or not has_dump:
        raise BackupRefused("a part of it is missing")
    return Examined(manifest, erasures, pictures)


def _paper_parts(now: datetime) -> Iterator[Part]:
    yield MANIFEST, [manifest_of_now(now).as_bytes()]
    yield ERASURES, erasures_as_lines()
    yield DATABASE, dump(WITHOUT_KEYS)
    # After the dump: a picture that is uploaded meanwhile is one too many, never one too few.
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")) if root.exists() else []:
        if path.is_file() and not path.is_symlink():
            yield MEDIA + path.relative_to(root).as_posix(), _blocks(path)


def _keyring_parts(now: datetime) -> Iterator[Part]:
    yield MANIFEST, [manifest_of_now(now).as_bytes()]
    yield ERASURES, erasures_as_lines()
    yield DATABASE, dump(*ONLY_KEYS)


def _write(target: Path, kind: Kind, parts: Iterable[Part]) -> Examined:
    if target.exists():
        raise BackupRefused(f"{target} is there already")
    fresh = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            sealed = SealedWriter(file, secret=settings.BACKUP_KEY, kind=kind)
            for name, blocks in parts:
                write_part(sealed, name, blocks)
            sealed.finish()
            file.flush()
            os.fsync(file.fileno())
        found = examine(fresh, kind)
        fresh.rename(target)
        _sync_folder(target.parent)
    finally:
        fresh.unlink(missing_ok=True)
    return found


def _sync_folder(folder: Path) -> None:
    """The new name is on disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block


def _small(blocks: Iterator[bytes]) -> bytes:
    found = b""
    for block in blocks:
        found += block
        if len(found) > MANIFEST_MAX_BYTES:
            raise BackupRefused("what it says of itself is too long")
    return found


def _check_contents(blocks: Iterator[bytes]) -> None:
    with running(
        "pg_restore", "--list", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, bufsize=PIPE_BYTES
    ) as process:
        feed(process.stdin, blocks)
        check_ended_well(process, "pg_restore")
