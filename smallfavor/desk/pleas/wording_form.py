"""The forms of one wording: its words in each language, what is chosen at first, and its looks with their contrast."""

from typing import Any

from django import forms

from smallfavor.appeals.models import Variant
from smallfavor.appeals.queries.words import sentence
from smallfavor.appeals.rules.designs import is_accent, too_faint
from smallfavor.appeals.rules.problems import Problem

AMOUNTS = ((0, "the lowest amount"), (1, "the middle amount"), (2, "the highest amount"))
CHOICE_NAMES = (
    ("form", "amounts in a row"),
    ("cards", "choice cards: interval on top, amounts below each other"),
    ("button", "one button; the form asks the rest"),
)
DESIGN_NAMES = (
    ("page", "As the page: a light tint under a line"),
    ("lines", "Lines: between two hairlines"),
    ("sand", "Sand: a warm ground"),
    ("ink", "Ink: light words on dark"),
    ("poster", "Poster: on the accent itself"),
)
WORDING = ("share", "interval", "amount_index", "choice", "design", "accent", "ticker")


class WordingForm(forms.Form):
    """One variant without its words: its share, its first choice and its looks."""

    share = forms.IntegerField(
        min_value=0, max_value=1000, label="Share", help_text="Against the others’ shares: 1 and 1 is half each."
    )
    interval = forms.ChoiceField(choices=Variant.Interval.choices, label="Chosen at first")
    amount_index = forms.TypedChoiceField(choices=AMOUNTS, coerce=int, label="and")
    choice = forms.ChoiceField(choices=CHOICE_NAMES, required=False, label="The reader chooses with")
    design = forms.ChoiceField(choices=DESIGN_NAMES, label="Design")
    accent = forms.CharField(
        required=False, max_length=7, label="Accent", help_text="As #0b5d66. Empty: the paper’s own colour.",
    )  # fmt: skip
    ticker = forms.BooleanField(
        required=False, label="Show the campaign’s ticker",
        help_text="Goal, what was raised, and how many people gave. It needs a campaign with a goal, and stays away "
        "until five people have given.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        design, accent = given.get("design", ""), given.get("accent", "").lower()
        if not is_accent(accent):
            self.add_error("accent", "Write a colour as # and six digits, such as #0b5d66.")
        elif design and accent and (faint := too_faint(design, accent)):
            values = {"accent": faint.accent, "ratio": f"{faint.ratio:.1f}", "instead": faint.instead}
            self.add_error("accent", sentence(Problem("accent", "accent_too_faint", values)))
        else:
            given["accent"] = accent
        return given


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
    note = forms.CharField(
        required=False, max_length=60, label="Beside the amount that is chosen at first",
        help_text="On choice cards: what it pays for. Say “most readers give this” only if the books say so.",
    )  # fmt: skip
