"""A problem of a draft, and what drafts are held against. Pure values, no rules."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """`where` is a path such as "control/en/heading"; `code` names the sentence, `values` fill it."""

    where: str
    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """What a draft is held against: the paper's languages, its age, the presets per interval.

    `consent` is the paper's own rule ("assumed" or "required"), `risk` the countries that are never asked, `goals` the
    campaigns that have one.
    """

    languages: Collection[str]
    paper_language: str
    years: int
    presets: int = 3
    consent: str = "assumed"
    risk: Collection[str] = ()
    goals: Collection[str] = ()
