"""Read saved pages from disk, taking nothing on trust: no links, no devices, no giants, no endless folders.

Not here: what is in them (rules/decoding.py and on).
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FILE_BYTES_MAX = 5 * 1024 * 1024
FOLDER_DEPTH_MAX = 12
TEXT_SUFFIXES = {".txt", ".text"}
HTML_SUFFIXES = {".html", ".htm", ".xhtml"}


class FileRefused(ValueError):
    """Raised for a path that is not read; the message is for the person."""


@dataclass(frozen=True)
class SavedFile:
    path: Path
    content: bytes

    @property
    def is_html(self) -> bool:
        return self.path.suffix.lower() in HTML_SUFFIXES


def saved_files(paths: Iterable[str]) -> Iterator[Path]:
    """The files that are meant: each path itself, and of a folder all saved pages in it, sorted. Follows no link."""
    for given in paths:
        path = Path(given)
        if path.is_dir() and not path.is_symlink():
            yield from _below(path, FOLDER_DEPTH_MAX)
        else:
            yield path


def read_saved_file(path: Path) -> SavedFile:
    """The bytes of one saved page.

    Raises FileRefused for what is missing, linked, not a plain file, too large, or of another kind.
    """
    if path.suffix.lower() not in TEXT_SUFFIXES | HTML_SUFFIXES:
        raise FileRefused("only .txt and .html files are imported")
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        linked = path.is_symlink()
        raise FileRefused("it is a symbolic link" if linked else (error.strerror or "it can't be read")) from error
    with os.fdopen(descriptor, "rb") as handle:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise FileRefused("it is not a plain file")
        content = handle.read(FILE_BYTES_MAX + 1)
    if len(content) > FILE_BYTES_MAX:
        raise FileRefused(f"it is larger than {FILE_BYTES_MAX // 1024 // 1024} MB")
    return SavedFile(path, content)


def _below(folder: Path, depth: int) -> Iterator[Path]:
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for entry in entries:
        suffix = Path(entry.name).suffix.lower()
        if entry.is_dir(follow_symlinks=False):
            # A browser keeps a page's pictures and frames in a folder of the page's own name.
            if depth > 0 and not entry.name.startswith(".") and not entry.name.endswith(("_files", ".files")):
                yield from _below(Path(entry.path), depth - 1)
        elif suffix in TEXT_SUFFIXES | HTML_SUFFIXES and not entry.name.startswith("."):
            yield Path(entry.path)
