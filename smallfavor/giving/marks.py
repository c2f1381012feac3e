"""What a link to the form carries besides the gift: which plea asked, where the reader is, where to go back to.

Every part is made harmless here, at the door: what is malformed is dropped, since a reader must not be refused for it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from smallfavor.core.origins import form_origins
from smallfavor.core.signature import sign
from smallfavor.giving.offers import country_of

MARK_LIFE = timedelta(minutes=10)
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
    """The address when it leads to this site, by whichever of its origins, or to one of RETURN_ORIGINS; else ""."""
    if _PATH.fullmatch(address):
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    origin = f"{parts.scheme}://{parts.netloc}"
    rest = address[len(origin) :] or "/"
    known = origin in settings.RETURN_ORIGINS or origin in form_origins()
    return address if known and _PATH.fullmatch(rest) else ""


def with_quiet_mark(back: str, *, days: int, now: datetime) -> str:
    """The way back after giving, for a link: to another site with the mark that its script reads and takes away.

    The mark says for how many days nobody should ask there, and nothing of a gift: a dismissal leaves as much. It is
    signed for that site and ends in ten minutes, so that a copied address silences nothing. To a path of ours it is
    not needed: there the thanks page itself has left the mark.
    """
    if not back or back.startswith("/"):
        return back
    parts = urlsplit(back)
    until = int((now + MARK_LIFE).timestamp())
    signature = sign(f"{days}.{until}.{parts.scheme}://{parts.netloc}", purpose="return")
    return f"{urlunsplit(parts._replace(fragment=''))}#smallfavor-quiet={days}.{until}.{signature}"


def _matching(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""
