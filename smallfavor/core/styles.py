"""The style sheets as the reader gets them: tokens, the paper's accent and a sheet in one minified file.

A file is named by its hash, so that it can be kept for ever. Not here: the sheets themselves (static/core/).
"""

import hashlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import rcssmin
from django.conf import settings

from smallfavor.core.baking import baked_file, remove_baked, write_baked
from smallfavor.core.colour import accent_css

FOLDER = Path(__file__).parent / "static" / "core"
KEPT_S = 31 * 24 * 3600
ACCENT = Path("accent")  # stands for the rules that are made from PAPER_ACCENT
BASE = (FOLDER / "tokens.css", ACCENT, FOLDER / "page.css")
BUNDLES: dict[str, tuple[Path, ...]] = {"page": BASE, "form": (FOLDER / "form.css",)}


def register_bundle(bundle: str, *sheets: Path) -> None:
    """Have the sheets of an app served as one file, by `{% stylesheet "bundle" %}`."""
    BUNDLES[bundle] = sheets


def stylesheet_path(bundle: str) -> str:
    """The address of a bundle: `/style/page-1a2b3c4d.css`. Raises KeyError for an unknown one."""
    digest = hashlib.sha256(stylesheet_text(bundle).encode()).hexdigest()[:12]
    return f"/style/{bundle}-{digest}.css"


def stylesheet_text(bundle: str) -> str:
    """The minified text of a bundle."""
    return _bundle(bundle, settings.PAPER_ACCENT, _newest(bundle))


def bake_stylesheets(now: datetime) -> None:
    """Write every bundle. Older ones stay for pages that readers or mirrors still hold, a month long."""
    for bundle in BUNDLES:
        write_baked(stylesheet_path(bundle), stylesheet_text(bundle).encode())
        baked_file(stylesheet_path(bundle)).touch()
    for old in (settings.BAKED / "style").glob("*.css"):
        if now.timestamp() - old.stat().st_mtime > KEPT_S:
            remove_baked(f"/style/{old.name}")


def _newest(bundle: str) -> float:
    """When a source last changed, so that an edit shows without a restart."""
    return max(sheet.stat().st_mtime for sheet in BUNDLES[bundle] if sheet != ACCENT)


@lru_cache(maxsize=16)
def _bundle(bundle: str, accent: str, newest: float) -> str:
    parts = (accent_css(accent) if sheet == ACCENT else sheet.read_text(encoding="utf-8") for sheet in BUNDLES[bundle])
    return str(rcssmin.cssmin("\n".join(parts)))
