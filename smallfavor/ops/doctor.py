"""A look at the whole installation: what works, what does not, and what to do about it. Changes nothing.

Not here: wrong settings that stop the start (checks.py), though they are told here too.
"""

import hashlib
import hmac
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django.models import ProcrastinateWorker

from smallfavor.core.clock import utcnow
from smallfavor.ops.backup.shelf import last_made
from smallfavor.payments.queries.guard.counts import alert_row
from smallfavor.payments.queries.verification import services_verified

POSTGRESQL_MIN = 15
FREE_SPACE_MIN_BYTES = 1024**3
HEARTBEAT_MAX = timedelta(minutes=1)
CONNECT_TIMEOUT_S = 5
BACKUP_MAX = timedelta(days=2)


@dataclass(frozen=True)
class Finding:
    """`hint` says what to do; it is empty where all is well."""

    sentence: str
    hint: str = ""

    @property
    def is_well(self) -> bool:
        return not self.hint


class RecoveryCopyWrong(Exception):
    """Raised when what was shown as the recovery copy does not hold the installation's key, or the backups'."""


def examine() -> Iterator[Finding]:
    """Everything that is looked at, in the order a person would mend it."""
    for look in LOOKS:
        yield from look()


def confirm_recovery_copy(copy: Path) -> None:
    """Remember that a copy of the keys' folder lies elsewhere, after comparing it.

    Raises RecoveryCopyWrong when it holds other keys, OSError when it lacks one.
    """
    for name in ("installation_key", "backup_key"):
        path, key = copy / name, str(getattr(settings, name.upper()))
        if not hmac.compare_digest(path.read_text(encoding="utf-8").strip().encode(), key.encode()):
            raise RecoveryCopyWrong(f"{path} is not this installation's key")
    path = _confirmation()
    path.touch(mode=0o600)
    path.write_text(_key_digest(), encoding="ascii")


def _settings() -> Iterator[Finding]:
    found = [message for message in checks.run_checks() if not message.is_silenced()]
    for message in found:
        yield Finding(str(message.msg), str(message.hint or message.id))
    if not found:
        yield Finding("The settings make sense.")


def _database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError:
        yield Finding("The database does not answer.", "Look at DATABASE_URL, or at DATA/postgres/cluster/log")
        return
    major = connection.pg_version // 10000  # type: ignore[attr-defined]
    if major < POSTGRESQL_MIN:
        yield Finding(f"The database is PostgreSQL {major}.", f"Use version {POSTGRESQL_MIN} or later")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding("The database is of an older release.", "Run `smallfavor upgrade`")
    else:
        yield Finding(f"The database (PostgreSQL {major}) is up to date.")


def _files() -> Iterator[Finding]:
    if not (settings.STATIC_ROOT / ".collected").exists() or not (settings.BAKED / "index.html").exists():
        yield Finding("The pages are not baked.", "Run `smallfavor upgrade`")
    else:
        yield Finding("The pages are baked.")
    free = shutil.disk_usage(settings.DATA).free
    hint = "" if free > FREE_SPACE_MIN_BYTES else "Make room: the database stops when the disk is full"
    yield Finding(f"{free // 1024**2} MB are free in {settings.DATA}.", hint)


def _keys() -> Iterator[Finding]:
    folder = settings.DATA / "keys"
    open_to_others = [
        path.name for path in [folder, *folder.glob("*")] if path.exists() and path.stat().st_mode & 0o077
    ]
    if open_to_others:
        yield Finding(f"Others can read {', '.join(open_to_others)} in {folder}.", f"Run `chmod -R go-rwx {folder}`")
    confirmation = _confirmation()
    if confirmation.exists() and confirmation.read_text(encoding="ascii") == _key_digest():
        yield Finding("A recovery copy of the keys is kept elsewhere.")
    else:
        yield Finding(
            "Nobody has confirmed a recovery copy of the keys. Without them, names and addresses are lost with this "
            "disk, and no backup can be opened.",
            f"Copy the folder {folder} to a safe place, then: smallfavor doctor --recovery-copy THAT-FOLDER",
        )


def _backups() -> Iterator[Finding]:
    paper, keyring = last_made("paper"), last_made("keyring")
    old = utcnow() - BACKUP_MAX
    if paper is None or paper < old:
        made = f"since {paper:%Y-%m-%d}" if paper else "yet"
        yield Finding(f"No backup was made {made}.", "Run `smallfavor backup FOLDER` every night; docs/operators.md")
    elif keyring is None or keyring < old:
        yield Finding(
            "The backups are without names and addresses.", "Add `--keyring OTHER-FOLDER` to `smallfavor backup`"
        )
    else:
        yield Finding(f"The last backup is of {paper:%Y-%m-%d %H:%M} UTC.")


def _mail() -> Iterator[Finding]:
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=CONNECT_TIMEOUT_S).close()
    except OSError as error:
        yield Finding(f"No mail leaves: {where} does not answer ({error.strerror or error}).", "Look at MAIL_URL")
    else:
        yield Finding(f"The mail server at {where} answers.")


def _worker() -> Iterator[Finding]:
    try:
        alive = ProcrastinateWorker.objects.filter(last_heartbeat__gt=utcnow() - HEARTBEAT_MAX).exists()
    except DatabaseError:
        return  # told already
    if alive:
        yield Finding("The background work is running.")
    else:
        yield Finding("Nobody does the background work: no mail, no renewal.", "Run `smallfavor work`")


def _providers() -> Iterator[Finding]:
    """What each account was held against: no fault by itself, but nobody should take it for more than it is."""
    for account, said in services_verified().items():
        yield Finding(f"Payments by {account}: {said}.")


def _guard() -> Iterator[Finding]:
    try:
        alert = alert_row(now=utcnow())
    except DatabaseError:
        return  # told already
    if alert is None:
        yield Finding("Nobody tests cards on the form, as far as its guard can tell.")
    else:
        yield Finding(
            f"The form asks for a proof before paying, since {alert.since:%Y-%m-%d %H:%M} UTC: cards may be tested.",
            "Nothing to do but watch; it ends by itself an hour after its cause. docs/security.md",
        )


def _confirmation() -> Path:
    return Path(settings.DATA) / "keys" / "recovery-copy-confirmed"


def _key_digest() -> str:
    return hashlib.sha256(f"copy|{settings.INSTALLATION_KEY}|{settings.BACKUP_KEY}".encode()).hexdigest()


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _settings,
    _database,
    _files,
    _keys,
    _backups,
    _mail,
    _worker,
    _providers,
    _guard,
)
