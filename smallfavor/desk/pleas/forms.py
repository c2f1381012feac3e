"""The forms of the studio. Together they read and make an AppealDraft; whether it may be published, rules decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Case, When

from smallfavor.appeals.models import Campaign, Placement, Variant
from smallfavor.appeals.rules.draft import DEVICES, AppealDraft, Audience, PleaText, VariantDraft
from smallfavor.desk.pleas.fields import ArticlesField, PaperTimeField, WordsField
from smallfavor.publication.models import Section

AMOUNTS = ((0, "the lowest amount"), (1, "the middle amount"), (2, "the highest amount"))
AUDIENCE = (
    "sections", "not_sections", "topics", "not_topics", "articles", "not_articles", "languages", "countries",
    "not_countries", "devices",
)  # fmt: skip
PLAIN = (
    "name", "placement", "priority", "starts_at", "ends_at", "cap_views", "cap_days", "gap_days", "holdback_percent",
)  # fmt: skip


def section_choices() -> list[tuple[str, str]]:
    """Each section once, by its title in the paper's own language: those of other editions have the same slug."""
    found: dict[str, str] = {}
    own_first = Case(When(language=settings.LANGUAGE_CODE, then=0), default=1)
    for slug, title in Section.objects.live().order_by(own_first, "path").values_list("slug", "title"):
        found.setdefault(slug, title)
    return list(found.items())


class NewPleaForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name", help_text="For the desk alone; readers never see it.")
    placement = forms.ChoiceField(choices=Placement.choices, initial=Placement.EPIC, label="Where it stands")


class AppealForm(forms.Form):
    """All but the words."""

    name = forms.CharField(max_length=120, label="Name", help_text="For the desk alone; readers never see it.")
    placement = forms.ChoiceField(choices=Placement.choices, label="Where it stands")
    priority = forms.IntegerField(
        min_value=0, max_value=1000, label="Priority",
        help_text="Of several pleas that fit a reader here, the one with the highest number is shown.",
    )  # fmt: skip
    campaign = forms.ModelChoiceField(
        Campaign.objects.order_by("name"), to_field_name="slug", required=False, label="Campaign", empty_label="None"
    )
    starts_at = PaperTimeField(label="From")
    ends_at = PaperTimeField(label="Until")
    sections = forms.MultipleChoiceField(
        choices=section_choices, required=False, widget=forms.CheckboxSelectMultiple, label="Only in"
    )
    not_sections = forms.MultipleChoiceField(
        choices=section_choices, required=False, widget=forms.CheckboxSelectMultiple, label="Never in"
    )
    topics = WordsField(label="Only on these topics", help_text="As in the article’s list of topics: port, courts")
    not_topics = WordsField(label="Never on these topics")
    articles = ArticlesField(label="Only on these articles", help_text="Their addresses, one a line")
    not_articles = ArticlesField(label="Never on these articles")
    languages = forms.MultipleChoiceField(
        choices=settings.LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple, label="Only in these languages"
    )
    countries = WordsField(upper=True, label="Only in these countries", help_text="Codes of two letters: LV, EE")
    not_countries = WordsField(upper=True, label="Never in these countries")
    devices = forms.MultipleChoiceField(
        choices=[(each, each.capitalize()) for each in DEVICES], required=False,
        widget=forms.CheckboxSelectMultiple, label="Only on",
    )  # fmt: skip
    cap_views = forms.IntegerField(min_value=1, max_value=10_000, required=False, label="At most this many times")
    cap_days = forms.IntegerField(min_value=1, max_value=365, required=False, label="within this many days")
    gap_days = forms.IntegerField(
        min_value=0, max_value=365, label="Days between two times", help_text="0: on the next article already"
    )
    holdback_percent = forms.IntegerField(
        min_value=0, max_value=90, label="Readers left out, of 100",
        help_text="They never see it, so that you can tell what it does.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("starts_at"), given.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "The end must be later than the beginning.")
        if "cap_views" in given and "cap_days" in given and bool(given["cap_views"]) != bool(given["cap_days"]):
            self.add_error("cap_views", "Say both: how many times, and within how many days.")
        return given


class WordingForm(forms.Form):
    """One variant without its words."""

    share = forms.IntegerField(
        min_value=0, max_value=1000, label="Share", help_text="Against the others’ shares: 1 and 1 is half each."
    )
    interval = forms.ChoiceField(choices=Variant.Interval.choices, label="Chosen at first")
    amount_index = forms.TypedChoiceField(choices=AMOUNTS, coerce=int, label="and")


class TextForm(forms.Form):
    """One variant's words in one language."""

    heading = forms.CharField(
        required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2}), label="First sentence"
    )
    body = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 12}), label="The plea",
        help_text="An empty line parts paragraphs; *so* is strong.",
    )  # fmt: skip
    signature = forms.CharField(required=False, max_length=200, label="Signed by")
    methods = forms.CharField(
        required=False, max_length=200, label="Ways to pay",
        help_text="As words: card:Visa, Mastercard|bank:Bank transfer. The word before the colon draws a small mark. "
        "Empty: bank card.",
    )  # fmt: skip


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
        initial: dict[str, Any] = {name: getattr(draft, name) for name in PLAIN}
        initial |= {name: list(getattr(draft.audience, name)) for name in AUDIENCE}
        initial["campaign"] = draft.campaign
        self.appeal = AppealForm(data, initial=initial, prefix="plea")
        self.wordings = [self._wording(each, data) for each in draft.variants]

    def _wording(self, variant: VariantDraft, data: Any) -> Wording:
        prefix = f"wording-{variant.slug}"
        start = {"share": variant.share, "interval": variant.interval, "amount_index": variant.amount_index}
        texts = {
            code: TextForm(data, initial=vars(variant.texts.get(code, PleaText())), prefix=f"{prefix}-{code}")
            for code, _name in settings.LANGUAGES
        }
        return Wording(variant.slug, WordingForm(data, initial=start, prefix=prefix), texts)

    def all(self) -> list[forms.Form]:
        return [self.appeal, *(form for each in self.wordings for form in (each.form, *each.texts.values()))]

    def is_valid(self) -> bool:
        judged = [form.is_valid() for form in self.all()]  # each: every error is to be seen
        return all(judged)

    def draft(self) -> AppealDraft:
        """What is written. Where a field can't be read, what it was before stands."""
        self.is_valid()
        given = self.appeal.cleaned_data
        plain = {name: given.get(name, getattr(self.basis, name)) for name in PLAIN}
        audience = {name: tuple(given.get(name, getattr(self.basis.audience, name))) for name in AUDIENCE}
        campaign = given.get("campaign")
        return AppealDraft(
            slug=self.basis.slug,
            salt=self.basis.salt,
            campaign=campaign.slug if campaign else "",
            audience=Audience(**audience),
            variants=tuple(self._variant(*pair) for pair in zip(self.wordings, self.basis.variants, strict=True)),
            **plain,
        )

    def _variant(self, wording: Wording, basis: VariantDraft) -> VariantDraft:
        given = wording.form.cleaned_data
        texts = {code: PleaText(**_plain_lines(form.cleaned_data)) for code, form in wording.texts.items()}
        return VariantDraft(
            slug=wording.slug,
            share=given.get("share", basis.share),
            interval=given.get("interval", basis.interval),
            amount_index=given.get("amount_index", basis.amount_index),
            texts={code: text for code, text in texts.items() if not text.is_empty},
        )


def _plain_lines(given: Mapping[str, str]) -> dict[str, str]:
    """Browsers send CR LF; one form of a text is kept, so that the same words are the same draft."""
    return {name: text.replace("\r\n", "\n").strip() for name, text in given.items()}
