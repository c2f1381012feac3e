"""The check of the setting that is the forms' own. Not here: the others (ops/checks.py)."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def check_return_origins(**options: Any) -> list[CheckMessage]:
    """Each of RETURN_ORIGINS is a site alone, so that no other address can pass for one of them."""
    return [
        Error(
            f"RETURN_ORIGINS names {origin!r}, which is not a site.",
            hint="Scheme and host alone, as in RETURN_ORIGINS=https://news.example.org",
            id="giving.E001",
        )
        for origin in settings.RETURN_ORIGINS
        if not _is_site(origin)
    ]


def _is_site(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and origin == f"{parts.scheme}://{parts.netloc}"
