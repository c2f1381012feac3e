"""Static files under names that carry their hash, collected into DATA/static when something in them has changed.

Not here: serving them (front.py).
"""

import hashlib
import os
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command


class HashedStorage(ManifestStaticFilesStorage):
    """Hashed names; before anything is collected (tests, a fresh clone) the plain name, which the finders know."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        if not self.hashed_files:
            return name
        return super().stored_name(name)


def collect_static(root: Path) -> bool:
    """Collect into `root` unless nothing changed since the last time. Returns True when it did."""
    stamp, current = root / ".collected", _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == current:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(current, encoding="ascii")
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            found = os.stat(storage.path(name))  # noqa: PTH116 (hundreds of files)
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
