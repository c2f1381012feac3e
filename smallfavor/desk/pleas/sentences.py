"""A plea's settings as an editor would say them: where and when it stands, who sees it. Words, no rules."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from babel import Locale
from babel.dates import format_datetime

from smallfavor.appeals.models import Placement
from smallfavor.appeals.rules.draft import AppealDraft, Audience
from smallfavor.core.paper import current_paper
from smallfavor.desk.pleas.reader_words import (
    CONSENT_WORDS,
    DEVICE_WORDS,
    PRESETS,
    REFERRER_WORDS,
    country_name,
    either,
    reading_words,
)

PLACES = {
    Placement.HEADER: "in the masthead",
    Placement.BANNER: "at the foot of the window",
    Placement.INLINE: "inside the article",
    Placement.EPIC: "at the article’s end",
}


def when_sentence(draft: AppealDraft) -> str:
    """“at the article’s end, from 1 December, 08:00”."""
    place = PLACES[Placement(draft.placement)]
    start, end = moment_words(draft.starts_at), moment_words(draft.ends_at)
    times = [f"from {start}" if start else "", f"until {end}" if end else ""]
    return ", ".join([place, " ".join(each for each in times if each) or "without an end"])


def who_sentence(draft: AppealDraft, sections: Mapping[str, str]) -> str:
    """“readers in Latvia or Estonia, in News; never in Sport”. `sections` gives titles to slugs."""
    audience = draft.audience
    left_out = left_out_words(audience, sections)
    kinds = [name for name, rule in PRESETS.items() if rule in audience.reading]
    parts = [*page_words(audience, sections), *reader_words(audience, sections)]
    if kinds or parts:
        subject = f"{' and '.join(kinds)} readers" if kinds else "readers"
        joined = ", ".join(parts)
        sentence = f"{subject} {joined}" if joined else subject
    else:
        sentence = "everyone"
    if draft.holdback_percent:
        sentence += f", but {draft.holdback_percent} of 100"
    if draft.gentle:
        sentence += ", on sensitive pages too"
    return f"{sentence}; never {either(left_out)}" if left_out else sentence


def page_words(audience: Audience, sections: Mapping[str, str]) -> list[str]:
    """Where it is asked, as one clause: of sections, topics and articles any one is enough."""
    pages = [
        *_named("in ", audience.sections, sections),
        *_named("on the topic ", audience.topics),
        *_counted(audience.articles, "on one article", "on {} articles"),
    ]
    return [" or ".join(pages)] if pages else []


def reader_words(audience: Audience, sections: Mapping[str, str]) -> list[str]:
    """Who is asked, a clause for each filter; the presets of reading stand in the subject."""
    rules = [rule for rule in audience.reading if rule not in PRESETS.values()]
    clauses = [
        *_named("in ", [country_name(code) for code in audience.countries]),
        *_named("in ", audience.languages, Locale("en").languages),
        *_named("on ", audience.devices, DEVICE_WORDS),
        *_named("from ", audience.referrers, REFERRER_WORDS),
        *_named("of the group ", audience.segments),
        *[f"who {reading_words(rule, sections)}" for rule in rules],
        *_named("who ", audience.consent, CONSENT_WORDS),
    ]
    if audience.signed_in is not None:
        clauses.append("signed in" if audience.signed_in else "not signed in")
    if audience.left_form:
        clauses.append("who went to the form and did not give")
    return clauses


def left_out_words(audience: Audience, sections: Mapping[str, str]) -> list[str]:
    """What is left out, whoever fits otherwise."""
    return [
        *_named("in ", audience.not_sections, sections),
        *_named("on the topic ", audience.not_topics),
        *_counted(audience.not_articles, "on one article", "on {} articles"),
        *_named("in ", [country_name(code) for code in audience.not_countries]),
        *_named("to the group ", audience.not_segments),
    ]


def _named(before: str, codes: Sequence[str], names: Mapping[str, str] | None = None) -> list[str]:
    return [before + either((names or {}).get(code, code) for code in codes)] if codes else []


def _counted(found: Sequence[str], one: str, many: str) -> list[str]:
    return [one if len(found) == 1 else many.format(len(found))] if found else []


def moment_words(moment: datetime | None) -> str:
    """On the paper's clock; empty for none."""
    if moment is None:
        return ""
    return format_datetime(moment, "d MMMM y, HH:mm", tzinfo=current_paper().zone, locale="en")
