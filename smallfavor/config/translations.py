"""Compiles the translations of every app (`locale/<language>/LC_MESSAGES/django.po`) where the source is newer.

Compiled files are not committed: Babel makes them on the first start, with no gettext tools needed.
"""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).parent.parent


def compile_translations() -> int:
    """Returns how many catalogues were written. Raises ImproperlyConfigured where one can't be."""
    written = 0
    for source in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        try:
            _compile(source, target)
        except OSError as error:
            raise ImproperlyConfigured(
                f"the translation {target} can't be written ({error.strerror}). The user that runs this must "
                f"own {PACKAGE}."
            ) from error
        written += 1
    return written


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as handle:
        catalogue = read_po(handle, locale=source.parent.parent.name)
    fresh = target.with_suffix(f".{os.getpid()}")
    with fresh.open("wb") as handle:
        write_mo(handle, catalogue)
    fresh.replace(target)
