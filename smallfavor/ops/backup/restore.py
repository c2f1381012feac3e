"""Puts a backup back. Everything is read and checked before anything is changed; the database changes in one step.

Not here: rebuilding what was made after the backup (`smallfavor resume`), and baking the pages (`smallfavor upgrade`).
"""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.models import Model

from smallfavor.ops.backup.container import BackupRefused, Kind, opened
from smallfavor.ops.backup.manifest import Manifest, key_digest, refuse_newer
from smallfavor.ops.backup.parts import PartsReader
from smallfavor.ops.backup.programs import PIPE_BYTES, check_ended_well, feed, running
from smallfavor.ops.backup.write import DATABASE, MEDIA, examine
from smallfavor.payments.actions.stop_restored import STOP_SQL, stop_restored
from smallfavor.payments.models import Payment
from smallfavor.supporters.actions.erasure_list import replay_lists
from smallfavor.supporters.models import Supporter, SupporterKey

EMPTY_IT = b"""
SET client_min_messages = error;
SET lock_timeout = '10s';
DROP SCHEMA IF EXISTS keyring CASCADE;
DROP SCHEMA IF EXISTS public CASCADE;
CREATE SCHEMA public;
"""
NEEDS_17 = b"SET transaction_timeout = 0;"  # pg_dump of 17 and later says it, and older servers do not know it


class InstallationNotEmpty(Exception):
    """Raised when there is something that a restore would overwrite, and nobody said that it may."""

    code = "installation_not_empty"


class InUse(Exception):
    """Raised when other programs are connected to the database."""

    code = "in_use"


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    pictures: int
    people: int
    keys: int
    erased_again: int
    kept_aside: Path | None


def restore(
    source: Path, *, keyring: Path | None = None, erasures: Path | None = None, replace: bool, now: datetime
) -> Restored:
    """Restore the database and the pictures, the keyring too where it is given; then every account is stopped.

    Raises BackupRefused, InstallationNotEmpty, InUse, ProgramFailed, OSError; nothing was changed then.
    """
    found = examine(source, "paper")
    refuse_newer(found.manifest)
    lists = [found.erasures]
    if keyring is not None:
        keys = examine(keyring, "keyring")
        _refuse_other_key(keys.manifest)
        lists.append(keys.erasures)
    if erasures is not None:
        lists.append(erasures.read_text(encoding="ascii"))
    _refuse_in_use()
    if not replace:
        _refuse_non_empty()
    pictures = _unpack_pictures(source)
    _run_script(source, "paper", before=EMPTY_IT, after=STOP_SQL.encode())
    ContentType.objects.clear_cache()
    call_command("migrate", interactive=False, verbosity=0)
    stop_restored(backed_up_at=found.manifest.made_at)
    if keyring is not None:
        _run_script(keyring, "keyring")
    erased = replay_lists(lists, now=now)
    aside = _put_pictures(pictures, now)
    people = Supporter.objects.filter(erased_at=None).count()
    return Restored(found.manifest, found.pictures, people, SupporterKey.objects.count(), erased, aside)


def _refuse_other_key(manifest: Manifest) -> None:
    if manifest.installation_key != key_digest():
        raise BackupRefused(
            "the keyring is wrapped by another INSTALLATION_KEY than this one. Put that key into DATA/keys, or restore "
            "without --keyring: everything but names and addresses comes back then"
        )


def _refuse_in_use() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise InUse("something else uses the database; stop `smallfavor serve` and `smallfavor work` first")


def _refuse_non_empty() -> None:
    tables = set(connection.introspection.table_names())
    holders: list[type[Model]] = [Payment, Supporter, get_user_model()]
    has_rows = [model for model in holders if model._meta.db_table in tables and model._default_manager.exists()]
    root = Path(settings.MEDIA_ROOT)
    if has_rows or (root.exists() and any(path.is_file() for path in root.rglob("*"))):
        raise InstallationNotEmpty("there are people, payments or pictures here already")


def _run_script(source: Path, kind: Kind, *, before: bytes = b"", after: bytes = b"") -> None:
    """Run a backup's dump on the database, all of it or nothing. Raises BackupRefused, ProgramFailed."""
    connection.close()
    with (
        source.open("rb") as file,
        running(
            "pg_restore", "--no-owner", "--no-privileges", "--file=-",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=PIPE_BYTES,
        ) as reading,
        running(
            "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-",
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, bufsize=PIPE_BYTES,
        ) as writing,
    ):  # fmt: skip
        feeder = _Feeder(reading, _database_of(file, kind))
        feeder.start()
        assert reading.stdout is not None and writing.stdin is not None  # noqa: S101 (asked for above)
        try:
            writing.stdin.write(before)
            beginning = reading.stdout.read(PIPE_BYTES)
            writing.stdin.write(beginning if _is_17() else beginning.replace(NEEDS_17, b"", 1))
            shutil.copyfileobj(reading.stdout, writing.stdin, PIPE_BYTES)
            feeder.finish()
            check_ended_well(reading, "pg_restore")
            writing.stdin.write(after)
            writing.stdin.close()
        except BrokenPipeError:
            pass  # psql has given up, and says why
        check_ended_well(writing, "psql")


class _Feeder(threading.Thread):
    """Gives the decrypted dump to pg_restore. A backup that breaks off ends pg_restore before its last line."""

    def __init__(self, process: "subprocess.Popen[bytes]", blocks: Iterator[bytes]) -> None:
        super().__init__(daemon=True)
        self._process, self._blocks = process, blocks
        self._failure: Exception | None = None

    def run(self) -> None:
        try:
            feed(self._process.stdin, self._blocks)
        except (BackupRefused, OSError) as error:
            self._failure = error
            self._process.kill()

    def finish(self) -> None:
        """Raises what went wrong."""
        self.join()
        if self._failure is not None:
            raise self._failure


def _database_of(file: BinaryIO, kind: Kind) -> Iterator[bytes]:
    for name, blocks in PartsReader(opened(file, secret=settings.BACKUP_KEY, kind=kind)):
        if name == DATABASE:
            yield from blocks


def _is_17() -> bool:
    with connection.cursor():
        newer: bool = connection.pg_version >= 170000  # type: ignore[attr-defined]
    connection.close()
    return newer


def _unpack_pictures(source: Path) -> Path:
    """The pictures, beside their place. What an interrupted restore left there is swept away first."""
    root = Path(settings.MEDIA_ROOT)
    fresh = root.with_name(f"{root.name}.restored")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    with source.open("rb") as file:
        for name, blocks in PartsReader(opened(file, secret=settings.BACKUP_KEY, kind="paper")):
            if not name.startswith(MEDIA):
                continue
            path = fresh / name.removeprefix(MEDIA)
            if not path.resolve().is_relative_to(fresh.resolve()):
                raise BackupRefused("a picture in it has a name that leads elsewhere")
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as picture:
                picture.writelines(blocks)
    return fresh


def _put_pictures(fresh: Path, now: datetime) -> Path | None:
    """Put them in their place; what stood there is kept aside, for a person to remove."""
    root, aside = Path(settings.MEDIA_ROOT), None
    if root.exists():
        if any(root.iterdir()):
            aside = root.with_name(f"{root.name}.before-{now:%Y%m%dT%H%M%SZ}")
            root.rename(aside)
        else:
            root.rmdir()
    fresh.rename(root)
    return aside
