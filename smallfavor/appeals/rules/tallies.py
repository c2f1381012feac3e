"""What a beacon may say, and what is counted of it. Pure.

Not here: keeping the counts (actions/count_tally.py).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

BODY_BYTES_MAX = 512
ORDINAL_MAX = 8
EVENTS = frozenset({"exposed", "seen", "click", "dismiss", "remind"})

# {version: {appeal: {variant: share}}} of the manifests that browsers may hold now.
KnownVersions = Mapping[str, Mapping[str, Mapping[str, int]]]

_COUNTRY = re.compile(r"[A-Z]{2}")
_ROBOT = re.compile(
    r"(?<!cu)bot\b|bot[/;_-]|crawl|spider|slurp|headless|lighthouse|phantom|puppeteer|selenium|preview|monitor|uptime|scrap"
    r"|fetch|externalhit|^python|^java|^go-http|^curl|^wget|^node|^axios|^okhttp|^ruby|^libwww",
    re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class Cell:
    """One row of counts. Nothing else of a beacon is kept."""

    day: date
    version: str
    appeal: str
    variant: str
    country: str
    event: str
    ordinal: int


def cell_of(body: bytes, *, known: KnownVersions, day: date) -> Cell | None:
    """The cell that this beacon counts in; None for anything that no browser with our manifest would send.

    The ordinal is held to 1..8; a country that is not two letters is unknown.
    """
    if len(body) > BODY_BYTES_MAX:
        return None
    try:
        said = json.loads(body)
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    named = [each for each in map(said.get, ("v", "a", "b", "e")) if isinstance(each, str)]
    if len(named) != 4:
        return None
    version, appeal, variant, event = named
    if event not in EVENTS or variant not in known.get(version, {}).get(appeal, {}):
        return None
    ordinal = said.get("k", 1)
    if not isinstance(ordinal, int) or isinstance(ordinal, bool) or ordinal < 1:
        return None
    country = said.get("c", "")
    country = country if isinstance(country, str) and _COUNTRY.fullmatch(country) else ""
    return Cell(day, version, appeal, variant, country, event, min(ordinal, ORDINAL_MAX))


def is_robot(user_agent: str) -> bool:
    """True for what says itself that nobody is reading: crawlers, link previews, monitors, plain HTTP clients."""
    return not user_agent or _ROBOT.search(user_agent) is not None
