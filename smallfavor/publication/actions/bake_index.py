"""The list of what the publication has baked: which page each file shows, and what it proposes to read more.

A file beside the baked folder, since it speaks of this folder on this machine and must not be mirrored with it.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings


@dataclass
class BakedPage:
    """`page` is the Wagtail page's number, 0 for files that are no page (feeds, the sitemap)."""

    page: int
    related: list[int] = field(default_factory=list)
    media: list[str] = field(default_factory=list)


BakeIndex = dict[str, BakedPage]


@contextmanager
def bake_index() -> Iterator[BakeIndex]:
    """The index by address, for one process at a time; what is changed in it is kept, also when baking fails."""
    path = _path("index.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    with _path("lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        index = _read(path)
        try:
            yield index
        finally:
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps({address: asdict(page) for address, page in index.items()}), encoding="utf-8")
            fresh.replace(path)


def _path(kind: str) -> Path:
    return settings.BAKED.with_name(f"{settings.BAKED.name}.{kind}")


def _read(path: Path) -> BakeIndex:
    """An index that is lost or torn is an empty one: what lies there is then written over, page by page."""
    try:
        return {address: BakedPage(**page) for address, page in json.loads(path.read_text(encoding="utf-8")).items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}
