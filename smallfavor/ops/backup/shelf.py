"""Where backups lie in a folder: their names, which are old, and when the last one was made."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from smallfavor.ops.backup.container import Kind

KEYRING_DAYS = 30
SUFFIX = ".smallfavor"
STAMP = "%Y%m%dT%H%M%SZ"


def target_in(place: Path, kind: Kind, now: datetime) -> Path:
    """The file to write: `place` itself, or a name with the time in it where `place` is a folder."""
    return place / f"{kind}-{now.astimezone(UTC):{STAMP}}{SUFFIX}" if place.is_dir() else place


def drop_all_but(folder: Path, keep: int) -> list[Path]:
    """Remove the oldest backups of the paper in this folder; only files that carry our own name."""
    return _drop(_named(folder, "paper")[:-keep])


def drop_old_keyrings(folder: Path, now: datetime) -> list[Path]:
    """Remove keyrings of more than 30 days: what was erased is shut in every backup from then on."""
    return _drop(
        [(made_at, path) for made_at, path in _named(folder, "keyring") if now - made_at > timedelta(KEYRING_DAYS)]
    )


def note_made(kind: Kind, now: datetime) -> None:
    _note(kind).write_text(now.isoformat(), encoding="ascii")


def last_made(kind: Kind) -> datetime | None:
    try:
        return datetime.fromisoformat(_note(kind).read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None


def _note(kind: Kind) -> Path:
    return Path(settings.DATA) / f"last-backup-of-the-{kind}"


def _named(folder: Path, kind: Kind) -> list[tuple[datetime, Path]]:
    found = []
    for path in folder.iterdir():
        stamp = re.fullmatch(rf"{kind}-(\d{{8}}T\d{{6}}Z){re.escape(SUFFIX)}", path.name)
        if stamp:
            found.append((datetime.strptime(stamp[1], STAMP).replace(tzinfo=UTC), path))
    return sorted(found)


def _drop(named: list[tuple[datetime, Path]]) -> list[Path]:
    for _, path in named:
        path.unlink()
    return [path for _, path in named]
