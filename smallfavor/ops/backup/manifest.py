"""What a backup says of itself, inside of it: when, of which paper, by which release, with which migrations."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from smallfavor.ops.backup.container import BackupRefused

MANIFEST_MAX_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """`migrations`: "app.name" of all that were applied. `installation_key`: a digest that tells keys apart."""

    made_at: datetime
    paper: str
    release: str
    postgresql: int
    installation_key: str
    migrations: tuple[str, ...]

    def as_bytes(self) -> bytes:
        told = asdict(self) | {"made_at": self.made_at.isoformat(), "migrations": list(self.migrations)}
        return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def manifest_of_now(now: datetime) -> Manifest:
    return Manifest(
        made_at=now,
        paper=settings.PAPER_NAME,
        release=version("smallfavor"),
        postgresql=connection.pg_version // 10000,  # type: ignore[attr-defined]
        installation_key=key_digest(),
        migrations=tuple(sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())),
    )


def read_manifest(written: bytes) -> Manifest:
    """Raises BackupRefused."""
    try:
        told = json.loads(written)
        return Manifest(
            made_at=datetime.fromisoformat(told["made_at"]),
            paper=str(told["paper"]),
            release=str(told["release"]),
            postgresql=int(told["postgresql"]),
            installation_key=str(told["installation_key"]),
            migrations=tuple(map(str, told["migrations"])),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BackupRefused("what it says of itself can't be read") from error


def refuse_newer(manifest: Manifest) -> None:
    """Raises BackupRefused when this release does not know what the backup's database has been through."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    strange = sorted(set(manifest.migrations) - known)
    if strange:
        raise BackupRefused(
            f"it was made by a newer release ({manifest.release}), which this one can't read: it does not know "
            f"{strange[0]}. Install that release first"
        )


def key_digest() -> str:
    """Tells installation keys apart, and nothing of them."""
    return hmac.new(settings.INSTALLATION_KEY.encode(), b"smallfavor.backup", hashlib.sha256).hexdigest()[:16]
