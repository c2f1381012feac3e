"""What a beacon may say, and what is counted of it. Pure.

Not here: keeping the counts (actions/count_tally.py) and how fast one sender may count (pace.py).
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from smallfavor.appeals.rules.zones import is_country

BODY_BYTES_MAX = 512
ORDINAL_MAX = 8
EVENTS = frozenset({"exposed", "seen", "click", "dismiss", "remind"})
FORM = "form"  # counted by the server alone, when a plea's link to the form was followed
TOKEN_DAYS = 3  # a page may stay open, and a mirror may give an old manifest, for as long
BODIES_REMEMBERED = 20_000
_FIELDS = frozenset("vabcekt")
_TOKEN_BYTES = 12

# {version: {appeal: {variant: share}}} of the manifests that browsers may hold now.
KnownVersions = Mapping[str, Mapping[str, Mapping[str, int]]]

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


@dataclass(frozen=True)
class Known:
    """What beacons are held against: the manifests in use with their tokens, on the paper's `day` until `ends_at`."""

    versions: KnownVersions
    tokens: Mapping[str, frozenset[str]]
    day: date
    ends_at: datetime
    _cells: dict[bytes, Cell] = field(default_factory=dict, repr=False, compare=False)

    def cell_of(self, body: bytes) -> Cell | None:
        """The cell that this beacon counts in; None for anything that no browser with our manifest would send.

        The ordinal is held to 1..8; a country that is none is unknown. Readers of one plea send the same few bodies
        over and over: those that say nothing but what we ask for are remembered for as long as this object is used.
        """
        cell = self._cells.get(body)
        if cell is not None:
            return cell
        said = _read(body)
        cell = self._cell(said) if said else None
        if cell and said and said.keys() <= _FIELDS and len(self._cells) < BODIES_REMEMBERED:
            self._cells[body] = cell
        return cell

    def form_cell(self, *, version: str, appeal: str, variant: str, country: str) -> Cell | None:
        """The cell of an opened form; None where no manifest in use has such a plea."""
        if variant not in self.versions.get(version, {}).get(appeal, {}):
            return None
        return Cell(self.day, version, appeal, variant, country if is_country(country) else "", FORM, 1)

    def _cell(self, said: Mapping[str, object]) -> Cell | None:
        named = [each for each in map(said.get, ("v", "a", "b", "e", "t")) if isinstance(each, str)]
        if len(named) != 5:
            return None
        version, appeal, variant, event, token = named
        if event not in EVENTS or variant not in self.versions.get(version, {}).get(appeal, {}):
            return None
        if token not in self.tokens.get(version, frozenset()):
            return None
        ordinal = said.get("k", 1)
        if not isinstance(ordinal, int) or isinstance(ordinal, bool) or ordinal < 1:
            return None
        country = said.get("c", "")
        country = country if isinstance(country, str) and is_country(country) else ""
        return Cell(self.day, version, appeal, variant, country, event, min(ordinal, ORDINAL_MAX))


def token_of(version: str, on: date, *, key: bytes) -> str:
    """What the manifest `version` gives to browsers on the day `on` (UTC), so that they may count. 16 characters.

    It says that a beacon comes from somebody who was given a manifest of ours lately, and nothing of who that is:
    everybody is given the same.
    """
    digest = hmac.digest(key, f"{version}|{on.isoformat()}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:_TOKEN_BYTES]).decode()


def tokens_of(version: str, on: date, *, key: bytes) -> frozenset[str]:
    """The tokens that are taken on the day `on` (UTC): of the last days, and tomorrow's, for clocks differ."""
    return frozenset(token_of(version, on + timedelta(days=1 - ago), key=key) for ago in range(TOKEN_DAYS + 1))


def _read(body: bytes) -> Mapping[str, object] | None:
    if len(body) > BODY_BYTES_MAX:
        return None
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def is_robot(user_agent: str) -> bool:
    """True for what says itself that nobody is reading: crawlers, link previews, monitors, plain HTTP clients."""
    return not user_agent or _ROBOT.search(user_agent) is not None
