"""Compiles the translations of every app (`locale/<language>/LC_MESSAGES/django.po`) where the source is newer.

Compiled files are not committed: Babel makes them on the first start, with no gettext tools needed.
"""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parent.parent


def compile_translations() -> int:
    """Returns how many catalogues were written."""
    written = 0
    for source in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as handle:
            catalogue = read_po(handle, locale=source.parent.parent.name)
        fresh = target.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as handle:
            write_mo(handle, catalogue)
        fresh.replace(target)
        written += 1
    return written
