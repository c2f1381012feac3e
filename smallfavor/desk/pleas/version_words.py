"""A version of a plea as lines of words, with the names that the form has; and how two versions differ.

Not here: the comparing of words (appeals/rules/word_changes.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from babel import Locale

from smallfavor.appeals.models import Campaign, Placement, Unit, Variant
from smallfavor.appeals.rules.draft import AppealDraft, PleaText, VariantDraft
from smallfavor.appeals.rules.word_changes import Piece, word_changes
from smallfavor.desk.pleas.audience_form import section_choices
from smallfavor.desk.pleas.reader_words import PRESETS
from smallfavor.desk.pleas.sentences import left_out_words, moment_words, page_words, reader_words
from smallfavor.desk.pleas.settings_form import SettingsForm
from smallfavor.desk.pleas.wording_form import AMOUNTS, TextForm, WordingForm

_CHOICES = {"placement": Placement, "unit": Unit, "interval": Variant.Interval}


@dataclass(frozen=True)
class FieldChange:
    """One field in which two versions differ."""

    label: str
    pieces: list[Piece]


def changes_between(older: AppealDraft, newer: AppealDraft) -> list[FieldChange]:
    """The fields that differ, in the form's order, with their words compared."""
    sections = dict(section_choices())
    alone = len({each.slug for each in (*older.variants, *newer.variants)}) == 1
    before, after = (dict(lines_of(each, sections, alone=alone)) for each in (older, newer))
    labels = list(dict.fromkeys([*after, *before]))
    return [
        FieldChange(label, word_changes(before.get(label, ""), after.get(label, "")))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def lines_of(draft: AppealDraft, sections: Mapping[str, str], *, alone: bool) -> Iterator[tuple[str, str]]:
    """(label, value in words) of every field that says something. `alone`: the wordings need not be told apart."""
    for number, variant in enumerate(draft.variants, 1):
        yield from _lines_of_variant(variant, number, alone=alone)
    fields = SettingsForm.base_fields
    for name, value in vars(draft).items():
        if name in ("slug", "salt", "variants", "audience", "gentle"):
            continue
        label = str(fields[name].label) if name in fields else name.replace("_", " ").capitalize()
        if words := _value(name, value):
            yield label, words
    audience = draft.audience
    kinds = [name for name, rule in PRESETS.items() if rule in audience.reading]
    readers = [*(f"{kind} readers" for kind in kinds), *reader_words(audience, sections)]
    yield "Ask readers", "; ".join(readers) or "all"
    yield "On pages", "; ".join(page_words(audience, sections)) or "all"
    yield "On sensitive pages", "yes" if draft.gentle else "no"
    yield "Never", "; ".join(left_out_words(audience, sections))


def _lines_of_variant(variant: VariantDraft, number: int, *, alone: bool) -> Iterator[tuple[str, str]]:
    before = "" if alone else f"Wording {variant.slug} · "
    yield f"Place of wording {variant.slug}", str(number)
    for language, text in variant.texts.items():
        spoken = Locale("en").languages.get(language, language)
        for name, words in _texts(text):
            label = TextForm.base_fields[name].label if name in TextForm.base_fields else name
            yield f"{before}{spoken} · {label}", words
    for name, value in asdict(variant).items():
        if name not in ("slug", "texts") and (words := _value(name, value)):
            label = WordingForm.base_fields[name].label if name in WordingForm.base_fields else name.replace("_", " ")
            label = "Chosen amount" if name == "amount_index" else str(label).capitalize()
            yield f"{before}{label}", words


def _texts(text: PleaText) -> Iterator[tuple[str, str]]:
    for name, words in asdict(text).items():
        if words:
            yield name, str(words)


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name in _CHOICES:
        return str(dict(_CHOICES[name].choices).get(value, value))
    if name == "amount_index":
        return dict(AMOUNTS).get(value, str(value))
    if name == "campaign":
        return Campaign.objects.filter(slug=value).values_list("name", flat=True).first() or str(value)
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key.replace('_', ' ')}: {each}" for key, each in value.items() if each not in (None, ""))
    return str(value)
