"""Audiences that can't be: unknown names, and conditions that no reader meets. Pure.

Not here: the words for them (queries/words.py) and everything else of a draft (problems.py).
"""

import re
from collections.abc import Iterable, Iterator

from smallfavor.appeals.rules.draft import CONSENTS, DEVICES, REFERRERS, WEEKS_KEPT, Audience, Reading
from smallfavor.appeals.rules.groups import GROUPS, expanded, is_group
from smallfavor.appeals.rules.problem import Problem, Setting

REMEMBERED = frozenset({"granted", "assumed"})
_COUNTRY = re.compile(r"[A-Z]{2}")
_WORD = re.compile(r"\S+")


def problems_of_audience(audience: Audience, setting: Setting) -> Iterator[Problem]:
    """Everything that must change before anybody could be in this audience."""
    yield from _unknown(audience, setting)
    for kind in ("sections", "topics", "articles", "segments"):
        if _is_emptied(getattr(audience, kind), getattr(audience, f"not_{kind}")):
            yield Problem("audience", "nobody_left", {"kind": kind})
    if _is_emptied(expanded(audience.countries), expanded(audience.not_countries)):
        yield Problem("audience", "nobody_left", {"kind": "countries"})
    elif _is_emptied(expanded(audience.countries), setting.risk):
        yield Problem("audience", "countries_of_risk")
    for rule in audience.reading:
        yield from _of_rule(rule)
    yield from _of_rules_together(audience.reading)
    yield from _of_consent(audience, setting)


def _unknown(audience: Audience, setting: Setting) -> Iterator[Problem]:
    for code in (*audience.countries, *audience.not_countries):
        if is_group(code):
            if code[1:] not in GROUPS:
                yield Problem("audience", "group_unknown", {"value": code[1:]})
        elif not _COUNTRY.fullmatch(code):
            yield Problem("audience", "country_unknown", {"value": code})
    for segment in (*audience.segments, *audience.not_segments):
        if not _WORD.fullmatch(segment):
            yield Problem("audience", "segment_not_a_word", {"value": segment})
    for kind, known in (
        ("language", setting.languages), ("device", DEVICES), ("referrer", REFERRERS), ("consent", CONSENTS),
    ):  # fmt: skip
        for value in getattr(audience, kind if kind == "consent" else f"{kind}s"):
            if value not in known:
                yield Problem("audience", f"{kind}_unknown", {"value": value})


def _is_emptied(included: Iterable[str], excluded: Iterable[str]) -> bool:
    wanted = set(included)
    return bool(wanted) and wanted <= set(excluded)


def _of_rule(rule: Reading) -> Iterator[Problem]:
    if not 1 <= rule.weeks <= WEEKS_KEPT:
        yield Problem("audience/reading", "reading_weeks", {"max": WEEKS_KEPT})
    if rule.min is None and rule.max is None:
        yield Problem("audience/reading", "reading_without_bounds")
    if min(rule.min or 0, rule.max or 0) < 0:
        yield Problem("audience/reading", "reading_negative")
    elif rule.min is not None and rule.max is not None and rule.min > rule.max:
        yield Problem("audience/reading", "reading_min_above_max", {"min": rule.min, "max": rule.max})
    if rule.section and rule.topic:
        yield Problem("audience/reading", "reading_section_and_topic")


def _of_rules_together(rules: tuple[Reading, ...]) -> Iterator[Problem]:
    """More articles in a shorter time, or in one section, than in all: nobody has read so."""
    for many in rules:
        for few in rules:
            is_within = many.weeks <= few.weeks and few.counted in ("", many.counted)
            if many is not few and is_within and many.min is not None and few.max is not None and many.min > few.max:
                yield Problem("audience/reading", "reading_contradiction", {"min": many.min, "max": few.max})


def _of_consent(audience: Audience, setting: Setting) -> Iterator[Problem]:
    """Of who is not remembered neither reading nor an opened form is known; and not every state occurs here."""
    wanted = set(audience.consent)
    never = {"required" if setting.consent == "assumed" else "assumed"}
    if wanted and wanted <= never:
        yield Problem("audience", "consent_never_so")
    elif wanted and not wanted & REMEMBERED and (audience.reading or audience.left_form):
        yield Problem("audience", "consent_and_memory")
