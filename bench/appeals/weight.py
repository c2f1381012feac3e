"""How much a reader's browser has to fetch: the script as it is published, compressed as the web server sends it."""

import gzip
import os
import tempfile

os.environ.setdefault("DATA", tempfile.mkdtemp(prefix="smallfavor-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smallfavor.config.settings")

import brotli

from bench.goals import Goal
from smallfavor.appeals.scripts import assemble, plea_style

GOALS = (Goal("embed_gz_bytes", most=8 * 1024),)


def figures_of(seed: int) -> dict[str, int]:
    """Bytes of embed.js under gzip (the goal's measure) and brotli (what most browsers get), and what the style adds to
    each text file. Nothing is drawn by `seed`."""
    script = assemble("embed.js")
    return {
        "embed_gz_bytes": len(gzip.compress(script, 9)),
        "embed_br_bytes": len(brotli.compress(script, quality=11)),
        "style_gz_bytes": len(gzip.compress(plea_style().encode(), 9)),
    }
