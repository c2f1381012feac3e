"""What a link to the form carries besides the gift: which plea asked, where the reader is, where to go back to.

Every part is made harmless here, at the door: what is malformed is dropped, since a reader must not be refused for it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from smallfavor.giving.offers import country_of

_NAME = re.compile(r"[\w.:-]{1,80}", re.ASCII)
_ZONE = re.compile(r"[A-Za-z][\w+/-]{1,60}", re.ASCII)
_PATH = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]{0,499}")


@dataclass(frozen=True)
class Marks:
    """`back` is safe to link to: a path of ours, or an address at an allow-listed site; "" when there is none."""

    appeal: str = ""
    variant: str = ""
    version: str = ""
    country: str = ""
    zone: str = ""
    back: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as the form's hidden fields and addresses carry them; empty ones are left out."""
        every = (
            ("appeal", self.appeal),
            ("variant", self.variant),
            ("version", self.version),
            ("country", self.country),
            ("zone", self.zone),
            ("return", self.back),
        )
        return [(name, value) for name, value in every if value]


def read_marks(given: Mapping[str, str]) -> Marks:
    """From a query, a posted form, or what a payment kept of its form."""
    zone = _matching(_ZONE, given.get("zone", ""))
    return Marks(
        appeal=_matching(_NAME, given.get("appeal", "")),
        variant=_matching(_NAME, given.get("variant", "")),
        version=_matching(_NAME, given.get("version", "")),
        country=country_of(given.get("country", ""), zone),
        zone=zone,
        back=safe_return(given.get("return", "")),
    )


def safe_return(address: str) -> str:
    """The address when it leads to this site or to one of RETURN_ORIGINS, else ""."""
    if _PATH.fullmatch(address):
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    origin = f"{parts.scheme}://{parts.netloc}"
    rest = address[len(origin) :] or "/"
    return address if origin in settings.RETURN_ORIGINS and _PATH.fullmatch(rest) else ""


def _matching(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""
