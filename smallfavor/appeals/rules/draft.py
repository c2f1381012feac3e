"""An appeal as plain values: what is checked, kept as a revision and compiled. Pure.

Not here: what makes a draft publishable (problems.py) and the manifest's shape (manifest.py).
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

PLACEMENTS = ("header", "banner", "inline", "epic")
INTERVALS = ("once", "monthly", "yearly")
DEVICES = ("phone", "tablet", "desktop")


@dataclass(frozen=True)
class Audience:
    """Who is asked. Empty means everyone; within a list any one is enough; what is left out wins."""

    sections: tuple[str, ...] = ()
    not_sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    not_topics: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    not_articles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    not_countries: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Audience":
        """Unknown keys are ignored: a revision may be older than this code."""
        return cls(**{each.name: tuple(map(str, value.get(each.name, ()))) for each in fields(cls)})

    def to_json(self) -> dict[str, list[str]]:
        return {name: list(value) for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class PleaText:
    """The words of one variant in one language."""

    heading: str = ""
    body: str = ""
    signature: str = ""
    methods: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs: an empty line parts them, single line breaks are spaces."""
        return [" ".join(each.split()) for each in re.split(r"\n\s*\n", self.body.strip()) if each.strip()]

    @property
    def is_empty(self) -> bool:
        return not any(value.strip() for value in asdict(self).values())


@dataclass(frozen=True)
class VariantDraft:
    slug: str
    share: int = 1
    interval: str = "monthly"
    amount_index: int = 0
    texts: Mapping[str, PleaText] = field(default_factory=dict)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "VariantDraft":
        texts = {language: PleaText(**text) for language, text in value["texts"].items()}
        return cls(value["slug"], value["share"], value["interval"], value["amount_index"], texts)


@dataclass(frozen=True)
class AppealDraft:
    """One appeal, whole. The first variant is the control. Times are aware, in UTC."""

    slug: str
    name: str
    placement: str
    priority: int = 50
    campaign: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    audience: Audience = Audience()
    cap_views: int | None = None
    cap_days: int | None = None
    gap_days: int = 0
    holdback_percent: int = 0
    salt: str = ""
    variants: tuple[VariantDraft, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `from_json` gives back the same draft."""
        value = asdict(self)
        value["audience"] = self.audience.to_json()
        value["starts_at"] = self.starts_at.isoformat() if self.starts_at else None
        value["ends_at"] = self.ends_at.isoformat() if self.ends_at else None
        value["variants"] = list(value["variants"])
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "AppealDraft":
        known = {each.name for each in fields(cls)}
        plain = {name: given for name, given in value.items() if name in known}
        plain["audience"] = Audience.from_json(value.get("audience", {}))
        for name in ("starts_at", "ends_at"):
            plain[name] = datetime.fromisoformat(value[name]) if value.get(name) else None
        plain["variants"] = tuple(VariantDraft.from_json(each) for each in value.get("variants", ()))
        return cls(**plain)
