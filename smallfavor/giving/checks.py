"""The checks of the settings that are the forms' own. Not here: the others (ops/checks.py)."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from smallfavor.core.origins import is_site


@register()
def check_return_origins(**options: Any) -> list[CheckMessage]:
    """Each of RETURN_ORIGINS and FORM_ORIGINS is a site alone, so that no other address can pass for one of them."""
    return [
        Error(
            f"{name} names {origin!r}, which is not a site.",
            hint=f"Scheme and host alone, as in {name}=https://news.example.org",
            id=code,
        )
        for name, code in (("RETURN_ORIGINS", "giving.E001"), ("FORM_ORIGINS", "giving.E002"))
        for origin in getattr(settings, name)
        if not is_site(origin)
    ]
