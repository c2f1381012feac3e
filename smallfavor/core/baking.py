"""Baked files: what readers get without the application. Any app registers a baker; one command runs them all.

A file lies under settings.BAKED by its address (`/news/x/` is `news/x/index.html`), compressed forms beside it.
Not here: how the front serves them (config/front.py).
"""

import gzip
import os
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath

import brotli
from django.conf import settings

Baker = Callable[[datetime], object]

COMPRESSED = {".html", ".css", ".js", ".json", ".xml", ".txt", ".svg", ".ics", ".webmanifest"}
ENCODINGS = (".gz", ".br")

_bakers: dict[str, Baker] = {}


class AddressRefused(ValueError):
    """Raised for an address that would leave the baked folder."""


def register_baker(name: str, baker: Baker) -> None:
    """Have `baker(now)` called by `smallfavor bake`. A second registration of a name replaces the first."""
    _bakers[name] = baker


def forget_baker(name: str) -> None:
    """Take a baker out again."""
    _bakers.pop(name, None)


def bakers() -> dict[str, Baker]:
    """All registered bakers by name, in the order they were registered."""
    return dict(_bakers)


def baked_file(address: str) -> Path:
    """The file of an address: `/` and whatever ends with a slash is a folder's `index.html`.

    Raises AddressRefused for an address that is not absolute or has a step upward or a hidden part.
    """
    parts = PurePosixPath(address).parts
    if not address.startswith("/") or any(part.startswith(".") or "\0" in part for part in parts[1:]):
        raise AddressRefused(f"{address!r} is no address of a baked file")
    name = f"{address}index.html" if address.endswith("/") else address
    return settings.BAKED / name.lstrip("/")


def write_baked(address: str, content: bytes) -> bool:
    """Write the file of an address and its compressed forms, each at once or not at all.

    Returns False, and touches nothing, where the same bytes lie there already.
    """
    target = baked_file(address)
    compressible = target.suffix in COMPRESSED
    if _holds(target, content) and (not compressible or all(_encoded(target, kind).exists() for kind in ENCODINGS)):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    if compressible:
        _replace(_encoded(target, ".gz"), gzip.compress(content, compresslevel=9, mtime=0))
        _replace(_encoded(target, ".br"), brotli.compress(content, quality=11))
    _replace(target, content)
    return True


def remove_baked(address: str) -> bool:
    """Remove the file of an address, its compressed forms and the folders this leaves empty. True if it was there."""
    target = baked_file(address)
    existed = target.exists()
    for path in (target, *(_encoded(target, kind) for kind in ENCODINGS)):
        path.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == settings.BAKED or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
    return existed


def _encoded(target: Path, kind: str) -> Path:
    return target.with_name(target.name + kind)


def _holds(target: Path, content: bytes) -> bool:
    try:
        return target.stat().st_size == len(content) and target.read_bytes() == content
    except FileNotFoundError:
        return False


def _replace(target: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".baking-")
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
        fresh.chmod(0o644)
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
