"""The forms of the studio. Together they read and make an AppealDraft; whether it may be published, rules decide."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.conf import settings

from smallfavor.appeals.rules.draft import AppealDraft, PleaText, VariantDraft
from smallfavor.desk.pleas.audience_form import AudienceForm
from smallfavor.desk.pleas.settings_form import SettingsForm
from smallfavor.desk.pleas.wording_form import WORDING, TextForm, WordingForm


@dataclass(frozen=True)
class Wording:
    """One variant's forms, as the template shows them."""

    slug: str
    form: WordingForm
    texts: Mapping[str, TextForm]

    @property
    def languages(self) -> list[tuple[str, str, TextForm]]:
        return [(code, str(name), self.texts[code]) for code, name in settings.LANGUAGES]


class PleaForms:
    """All forms of one plea. `data` is what was posted, None to show `draft` as it is."""

    def __init__(self, draft: AppealDraft, data: Any = None) -> None:
        self.basis = draft
        self.appeal = SettingsForm(data, draft=draft)
        self.audience = AudienceForm(data, audience=draft.audience, gentle=draft.gentle)
        self.wordings = [self._wording(each, data) for each in draft.variants]

    def _wording(self, variant: VariantDraft, data: Any) -> Wording:
        prefix = f"wording-{variant.slug}"
        start = {name: getattr(variant, name) for name in WORDING}
        start["choice"] = variant.choice_at(self.basis.placement)
        texts = {
            code: TextForm(data, initial=vars(variant.texts.get(code, PleaText())), prefix=f"{prefix}-{code}")
            for code, _name in settings.LANGUAGES
        }
        return Wording(variant.slug, WordingForm(data, initial=start, prefix=prefix), texts)

    def all(self) -> list[forms.Form]:
        return [
            self.appeal,
            self.audience,
            *(form for each in self.wordings for form in (each.form, *each.texts.values())),
        ]

    def is_valid(self) -> bool:
        judged = [form.is_valid() for form in self.all()]  # each: every error is to be seen
        return all(judged)

    def draft(self) -> AppealDraft:
        """What is written. Where a field can't be read, what it was before stands."""
        self.is_valid()
        return replace(
            self.basis,
            audience=self.audience.audience(),
            gentle=self.audience.gentle(),
            variants=tuple(self._variant(*pair) for pair in zip(self.wordings, self.basis.variants, strict=True)),
            **self.appeal.plain(),
        )

    def _variant(self, wording: Wording, basis: VariantDraft) -> VariantDraft:
        given = wording.form.cleaned_data
        texts = {code: PleaText(**_plain_lines(form.cleaned_data)) for code, form in wording.texts.items()}
        plain = {name: given.get(name, getattr(basis, name)) for name in WORDING}
        if plain["choice"] == replace(basis, choice="").choice_at(self.basis.placement):
            plain["choice"] = ""  # as suits the place, so that it goes with the plea to another one
        return VariantDraft(
            slug=wording.slug,
            **plain,
            texts={code: text for code, text in texts.items() if not text.is_empty},
        )


def _plain_lines(given: Mapping[str, str]) -> dict[str, str]:
    """Browsers send CR LF; one form of a text is kept, so that the same words are the same draft."""
    return {name: text.replace("\r\n", "\n").strip() for name, text in given.items()}
