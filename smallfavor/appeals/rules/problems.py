"""What keeps a draft from being published. Pure: a list of problems, each with its place and a code.

Not here: the words for them (queries/words.py).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from smallfavor.appeals.rules.draft import DEVICES, INTERVALS, PLACEMENTS, AppealDraft, PleaText, VariantDraft
from smallfavor.appeals.rules.placeholders import may_be_empty, names_in, unknown_in

WORDS_MAX = 200
YEARS_WORTH_SAYING = 2
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class Problem:
    """`where` is a path such as "control/en/heading"; `code` names the sentence, `values` fill it."""

    where: str
    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """What a draft is held against: the paper's languages, its age, the presets per interval."""

    languages: Collection[str]
    paper_language: str
    years: int
    presets: int = 3


def problems(draft: AppealDraft, setting: Setting) -> list[Problem]:
    """Everything that must change before `draft` may be published; empty means it may."""
    found = [*_of_schedule(draft), *_of_audience(draft, setting), *_of_variants(draft)]
    for variant in draft.variants:
        found += _of_variant(draft, variant, setting)
    return found


def _of_schedule(draft: AppealDraft) -> Iterator[Problem]:
    if draft.placement not in PLACEMENTS:
        yield Problem("placement", "placement_unknown")
    if draft.starts_at and draft.ends_at and draft.ends_at <= draft.starts_at:
        yield Problem("ends_at", "ends_before_start")
    if (draft.cap_views is None) != (draft.cap_days is None):
        yield Problem("cap_views", "cap_half")
    if not 0 <= draft.holdback_percent <= 90:
        yield Problem("holdback_percent", "holdback_bound")


def _of_audience(draft: AppealDraft, setting: Setting) -> Iterator[Problem]:
    audience = draft.audience
    for code in (*audience.countries, *audience.not_countries):
        if not _COUNTRY.fullmatch(code):
            yield Problem("audience", "country_unknown", {"value": code})
    for language in audience.languages:
        if language not in setting.languages:
            yield Problem("audience", "language_unknown", {"value": language})
    for device in audience.devices:
        if device not in DEVICES:
            yield Problem("audience", "device_unknown", {"value": device})
    for kind in ("sections", "topics", "articles", "countries"):
        included, excluded = set(getattr(audience, kind)), set(getattr(audience, f"not_{kind}"))
        if included and included <= excluded:
            yield Problem("audience", "nobody_left", {"kind": kind})


def _of_variants(draft: AppealDraft) -> Iterator[Problem]:
    if not draft.variants:
        yield Problem("variants", "no_variant")
    elif not any(variant.share > 0 for variant in draft.variants):
        yield Problem("variants", "no_share")
    slugs = [variant.slug for variant in draft.variants]
    if len(set(slugs)) < len(slugs):
        yield Problem("variants", "variant_twice")


def _of_variant(draft: AppealDraft, variant: VariantDraft, setting: Setting) -> Iterator[Problem]:
    if variant.interval not in INTERVALS or not 0 <= variant.amount_index < setting.presets:
        yield Problem(variant.slug, "choice_unknown")
    texts = {language: text for language, text in variant.texts.items() if not text.is_empty}
    wanted = draft.audience.languages or (setting.paper_language,)
    # The browser shows an appeal only in languages that all its variants speak: else it would compare other readers.
    elsewhere = {code for other in draft.variants for code, text in other.texts.items() if not text.is_empty}
    for language in sorted({*wanted, *elsewhere}):
        if language not in texts:
            yield Problem(f"{variant.slug}/{language}", "text_missing", {"language": language})
    certain = {"country"} if draft.audience.countries else set()
    for language, text in texts.items():
        for problem in _of_text(draft.placement, text, certain, setting):
            yield replace(problem, where=f"{variant.slug}/{language}/{problem.where}")


def _of_text(placement: str, text: PleaText, certain: set[str], setting: Setting) -> Iterator[Problem]:
    needed = ("heading",) if placement == "header" else ("heading", "body")
    for name in needed:
        if not getattr(text, name).strip():
            yield Problem(name, "words_missing")
    for name in ("heading", "body", "signature", "methods"):
        words = getattr(text, name)
        for strange in unknown_in(words):
            yield Problem(name, "placeholder_unknown", {"value": strange})
        if "years" in names_in(words) and setting.years < YEARS_WORTH_SAYING:
            yield Problem(name, "paper_too_young")
        if name != "body":
            for empty in may_be_empty(words, certain):
                yield Problem(name, "placeholder_may_be_empty", {"value": empty})
        if words.count("*") % 2:
            yield Problem(name, "emphasis_open")
    paragraphs = text.paragraphs
    if paragraphs and all(may_be_empty(each, certain) for each in paragraphs):
        yield Problem("body", "every_paragraph_may_be_empty")
    if sum(len(each.split()) for each in paragraphs) > WORDS_MAX:
        yield Problem("body", "too_long", {"max": WORDS_MAX})
