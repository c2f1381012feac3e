"""What keeps a draft from being published. Pure: a list of problems, each with its place and a code.

Not here: the words for them (queries/words.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from smallfavor.appeals.rules.audience_problems import problems_of_audience
from smallfavor.appeals.rules.designs import is_accent, is_design, too_faint
from smallfavor.appeals.rules.draft import CHOICES, INTERVALS, PLACEMENTS, UNITS, AppealDraft, PleaText, VariantDraft
from smallfavor.appeals.rules.placeholders import Certainty, certainties, names_in, unknown_in
from smallfavor.appeals.rules.problem import Problem, Setting

WORDS_MAX = 200
YEARS_WORTH_SAYING = 2
QUIET_DAYS_MAX = 365

__all__ = ["Problem", "Setting", "problems"]


def problems(draft: AppealDraft, setting: Setting) -> list[Problem]:
    """Everything that must change before `draft` may be published; empty means it may."""
    found = [*_of_schedule(draft), *problems_of_audience(draft.audience, setting), *_of_variants(draft)]
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
    if draft.deadline and draft.starts_at and draft.deadline <= draft.starts_at:
        yield Problem("deadline", "deadline_before_start")
    if draft.quiet_days is not None and not 1 <= draft.quiet_days <= QUIET_DAYS_MAX:
        yield Problem("quiet_days", "quiet_bound", {"max": QUIET_DAYS_MAX})
    if draft.unit not in UNITS:
        yield Problem("unit", "unit_unknown")
    if not 0 <= draft.holdback_percent <= 90:
        yield Problem("holdback_percent", "holdback_bound")


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
    yield from _of_looks(draft, variant)
    texts = {language: text for language, text in variant.texts.items() if not text.is_empty}
    wanted = draft.audience.languages or (setting.paper_language,)
    # The browser shows an appeal only in languages that all its variants speak: else it would compare other readers.
    elsewhere = {code for other in draft.variants for code, text in other.texts.items() if not text.is_empty}
    for language in sorted({*wanted, *elsewhere}):
        if language not in texts:
            yield Problem(f"{variant.slug}/{language}", "text_missing", {"language": language})
    certain = certainties(draft, has_goal=draft.campaign in setting.goals)
    for language, text in texts.items():
        for problem in _of_text(draft.placement, text, certain, setting):
            yield replace(problem, where=f"{variant.slug}/{language}/{problem.where}")


def _of_looks(draft: AppealDraft, variant: VariantDraft) -> Iterator[Problem]:
    if not is_design(variant.design) or not is_accent(variant.accent) or variant.choice not in ("", *CHOICES):
        yield Problem(f"{variant.slug}/looks", "looks_unknown")
    elif variant.accent and (faint := too_faint(variant.design, variant.accent)):
        values = {"accent": faint.accent, "ratio": f"{faint.ratio:.1f}", "instead": faint.instead}
        yield Problem(f"{variant.slug}/looks", "accent_too_faint", values)
    if variant.ticker and not draft.campaign:
        yield Problem(f"{variant.slug}/looks", "ticker_without_campaign")


def _of_text(placement: str, text: PleaText, certain: Mapping[str, Certainty], setting: Setting) -> Iterator[Problem]:
    needed = ("heading",) if placement == "header" else ("heading", "body")
    for name in needed:
        if not getattr(text, name).strip():
            yield Problem(name, "words_missing")
    for name in ("heading", "body", "signature", "methods", "note"):
        words = getattr(text, name)
        for strange in unknown_in(words):
            yield Problem(name, "placeholder_unknown", {"value": strange})
        if "years" in names_in(words) and setting.years < YEARS_WORTH_SAYING:
            yield Problem(name, "paper_too_young")
        yield from _of_placeholders(name, words, certain)
        if words.count("*") % 2:
            yield Problem(name, "emphasis_open")
    paragraphs = text.paragraphs
    if paragraphs and all(_may_run_out(each, certain) for each in paragraphs):
        yield Problem("body", "every_paragraph_may_be_empty")
    if sum(len(each.split()) for each in paragraphs) > WORDS_MAX:
        yield Problem("body", "too_long", {"max": WORDS_MAX})


def _of_placeholders(part: str, words: str, certain: Mapping[str, Certainty]) -> Iterator[Problem]:
    """A placeholder that can stay empty is refused; one that can run out has its place in a paragraph alone."""
    for name in dict.fromkeys(names_in(words)):
        certainty = certain.get(name, Certainty.ALWAYS)
        if certainty is Certainty.NO:
            yield Problem(part, f"{name}_may_be_empty")
        elif certainty is Certainty.AT_FIRST and part != "body":
            yield Problem(part, "placeholder_may_run_out", {"value": f"{{{name}}}"})


def _may_run_out(paragraph: str, certain: Mapping[str, Certainty]) -> bool:
    return any(certain.get(name) is Certainty.AT_FIRST for name in names_in(paragraph))
