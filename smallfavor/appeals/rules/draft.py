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
CHOICES = ("form", "cards", "button")
DEVICES = ("phone", "tablet", "desktop")
REFERRERS = ("search", "social", "mail", "internal", "direct", "other")
CONSENTS = ("granted", "assumed", "denied", "required")
UNITS = ("reader", "reader-week")
WEEKS_KEPT = 52
MOMENTS = ("starts_at", "ends_at", "deadline")


@dataclass(frozen=True)
class Reading:
    """How many articles a reader opened in the last `weeks` weeks, this one included: at least `min`, at most `max`.

    In one section or on one topic where one is named, else in the whole paper. A bound that is None is no bound. Who
    is not counted (no consent, no storage, opted out) meets no such rule: what they read is not known.
    """

    weeks: int = WEEKS_KEPT
    min: int | None = None
    max: int | None = None
    section: str = ""
    topic: str = ""

    @property
    def counted(self) -> str:
        """What the browser counts for it: "s:culture", "t:war", or "" for all articles."""
        return f"s:{self.section}" if self.section else f"t:{self.topic}" if self.topic else ""

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Reading":
        known = {each.name for each in fields(cls)}
        return cls(**{name: given for name, given in value.items() if name in known})

    def to_json(self) -> dict[str, Any]:
        """`weeks`, and of the others what is set."""
        named = asdict(self)
        return {name: value for name, value in named.items() if name == "weeks" or value not in (None, "")}


FIRST_TIME = Reading(max=1)
RETURNING = Reading(min=2)
REGULAR = Reading(weeks=4, min=5)


@dataclass(frozen=True)
class Audience:
    """Who is asked. Empty means everyone; within a list any one is enough; what is left out wins.

    Sections, topics and articles are one list in this: a page in any of them is enough. Countries may name a group
    ("@eu", rules/groups.py). All of `reading` must hold. `signed_in` False is everyone whom the page does not call
    signed in; `left_form` is who followed a plea to the form in the last fourteen days and has not given since.
    """

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
    segments: tuple[str, ...] = ()
    not_segments: tuple[str, ...] = ()
    referrers: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    reading: tuple[Reading, ...] = ()
    signed_in: bool | None = None
    left_form: bool = False

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Audience":
        """Unknown keys are ignored, missing ones empty: a revision may be older or newer than this code."""
        lists = {name: tuple(map(str, value.get(name, ()))) for name in LISTS}
        reading = tuple(Reading.from_json(each) for each in value.get("reading", ()))
        return cls(
            **lists, reading=reading, signed_in=value.get("signed_in"), left_form=bool(value.get("left_form", False))
        )

    def to_json(self) -> dict[str, Any]:
        """What is set, and nothing else."""
        value: dict[str, Any] = {name: list(getattr(self, name)) for name in LISTS if getattr(self, name)}
        if self.reading:
            value["reading"] = [each.to_json() for each in self.reading]
        if self.signed_in is not None:
            value["signed_in"] = self.signed_in
        if self.left_form:
            value["left_form"] = True
        return value


# The parts of an audience that are plain lists of words.
LISTS = tuple(each.name for each in fields(Audience) if each.name not in ("reading", "signed_in", "left_form"))


@dataclass(frozen=True)
class PleaText:
    """The words of one variant in one language. `note` stands beside the amount that is chosen at first."""

    heading: str = ""
    body: str = ""
    signature: str = ""
    methods: str = ""
    note: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs: an empty line parts them, single line breaks are spaces."""
        return [" ".join(each.split()) for each in re.split(r"\n\s*\n", self.body.strip()) if each.strip()]

    @property
    def is_empty(self) -> bool:
        return not any(value.strip() for value in asdict(self).values())

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "PleaText":
        known = {each.name for each in fields(cls)}
        return cls(**{name: given for name, given in value.items() if name in known})


@dataclass(frozen=True)
class VariantDraft:
    """One wording and its looks: a `design` (rules/designs.py) in the paper's accent or its own, the kind of `choice`
    ("": as suits the placement), and whether the campaign's ticker stands in it.
    """

    slug: str
    share: int = 1
    interval: str = "monthly"
    amount_index: int = 0
    texts: Mapping[str, PleaText] = field(default_factory=dict)
    design: str = "page"
    accent: str = ""
    choice: str = ""
    ticker: bool = False

    def choice_at(self, placement: str) -> str:
        """What the reader chooses with. A banner has room for a button alone."""
        if placement not in ("epic", "inline"):
            return "button"
        return self.choice or ("form" if placement == "epic" else "button")

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "VariantDraft":
        """Unknown keys are ignored, missing ones as they are by default."""
        known = {each.name for each in fields(cls)} - {"texts"}
        texts = {language: PleaText.from_json(text) for language, text in value["texts"].items()}
        return cls(**{name: given for name, given in value.items() if name in known}, texts=texts)


@dataclass(frozen=True)
class AppealDraft:
    """One appeal, whole. The first variant is the control. Times are aware, in UTC.

    `deadline` is what {days_left} counts to (else the end); `quiet_days` how long a dismissal keeps everybody quiet
    (None: as everywhere); a `gentle` appeal may stand on sensitive pages too. `unit` says how long a reader keeps a
    variant: for good, or for a week.
    """

    slug: str
    name: str
    placement: str
    priority: int = 50
    campaign: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    deadline: datetime | None = None
    audience: Audience = Audience()
    cap_views: int | None = None
    cap_days: int | None = None
    gap_days: int = 0
    quiet_days: int | None = None
    gentle: bool = False
    holdback_percent: int = 0
    unit: str = "reader"
    salt: str = ""
    variants: tuple[VariantDraft, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `from_json` gives back the same draft."""
        value = asdict(self)
        value["audience"] = self.audience.to_json()
        for name in MOMENTS:
            moment = getattr(self, name)
            value[name] = moment.isoformat() if moment else None
        value["variants"] = list(value["variants"])
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "AppealDraft":
        known = {each.name for each in fields(cls)}
        plain = {name: given for name, given in value.items() if name in known}
        plain["audience"] = Audience.from_json(value.get("audience", {}))
        for name in MOMENTS:
            plain[name] = datetime.fromisoformat(value[name]) if value.get(name) else None
        plain["variants"] = tuple(VariantDraft.from_json(each) for each in value.get("variants", ()))
        return cls(**plain)
