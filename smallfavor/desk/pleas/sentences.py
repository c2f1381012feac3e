"""A plea's settings as an editor would say them: where and when it stands, who sees it. Words, no rules."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from babel import Locale
from babel.dates import format_datetime

from smallfavor.appeals.models import Placement
from smallfavor.appeals.rules.draft import AppealDraft
from smallfavor.core.paper import current_paper

PLACES = {
    Placement.HEADER: "in the masthead",
    Placement.BANNER: "at the foot of the window",
    Placement.INLINE: "inside the article",
    Placement.EPIC: "at the article’s end",
}


def when_sentence(draft: AppealDraft) -> str:
    """“at the article’s end, from 1 December, 08:00”."""
    place = PLACES[Placement(draft.placement)]
    start, end = _moment(draft.starts_at), _moment(draft.ends_at)
    times = [f"from {start}" if start else "", f"until {end}" if end else ""]
    return ", ".join([place, " ".join(each for each in times if each) or "without an end"])


def who_sentence(draft: AppealDraft, sections: Mapping[str, str]) -> str:
    """“readers in Latvia or Estonia, in News; never in Sport”. `sections` gives titles to slugs."""
    audience = draft.audience
    pages = [
        *_named("in ", audience.sections, sections),
        *_named("on the topic ", audience.topics),
        *_counted(audience.articles, "on one article", "on {} articles"),
    ]
    parts = [
        " or ".join(pages),
        *_named("in ", audience.countries, Locale("en").territories),
        *_named("in ", audience.languages, Locale("en").languages),
        *_named("on a ", audience.devices),
    ]
    left_out = [
        *_named("in ", audience.not_sections, sections),
        *_named("on the topic ", audience.not_topics),
        *_counted(audience.not_articles, "on one article", "on {} articles"),
        *_named("in ", audience.not_countries, Locale("en").territories),
    ]
    said = [part for part in parts if part]
    sentence = "readers " + ", ".join(said) if said else "everyone"
    if draft.holdback_percent:
        sentence += f", but {draft.holdback_percent} of 100"
    return f"{sentence}; never {' or '.join(left_out)}" if left_out else sentence


def _named(before: str, codes: Sequence[str], names: Mapping[str, str] | None = None) -> list[str]:
    return [before + _either((names or {}).get(code, code) for code in codes)] if codes else []


def _counted(found: Sequence[str], one: str, many: str) -> list[str]:
    return [one if len(found) == 1 else many.format(len(found))] if found else []


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return format_datetime(moment, "d MMMM y, HH:mm", tzinfo=current_paper().zone, locale="en")
