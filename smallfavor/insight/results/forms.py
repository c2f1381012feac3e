"""What is typed on the page of a test: what it is to find, how readers are shared out, which wording won."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from smallfavor.appeals.models import Allocation
from smallfavor.appeals.rules.shares import SHARE_MAX
from smallfavor.core.money import AmountInvalid, parse_major

EFFECT_MAX = 300
ALLOCATIONS = (
    (Allocation.EVEN, "Evenly: every wording as often as any other. The quickest to an answer."),
    (
        Allocation.BANDIT,
        "More for what earns more: shares follow the money every hour, the first wording keeps a fifth at least. "
        "Costs least while it runs, takes longer.",
    ),
    (Allocation.HAND, "By hand: the shares below."),
)


class SharesForm(forms.Form):
    """How readers are shared out, with a share for each wording."""

    allocation = forms.ChoiceField(choices=ALLOCATIONS, widget=forms.RadioSelect, label="How readers are shared out")

    def __init__(self, *args: Any, shares: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slugs = list(shares)
        for slug, share in shares.items():
            self.fields[f"share-{slug}"] = forms.IntegerField(
                min_value=0, max_value=SHARE_MAX, initial=share, required=False, label=slug
            )

    @property
    def share_fields(self) -> list[forms.BoundField]:
        return [self[f"share-{slug}"] for slug in self.slugs]

    def shares(self) -> dict[str, int]:
        """What is to be set now: as typed where it is by hand, else the same for each."""
        if self.cleaned_data["allocation"] != Allocation.HAND:
            return dict.fromkeys(self.slugs, 1)
        return {slug: self.cleaned_data[f"share-{slug}"] or 0 for slug in self.slugs}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        by_hand = cleaned.get("allocation") == Allocation.HAND
        if by_hand and not any(cleaned.get(f"share-{slug}") for slug in self.slugs):
            raise forms.ValidationError("At least one wording needs a share above zero.")
        return cleaned


class PlanForm(SharesForm):
    """A test that is about to begin."""

    effect = forms.IntegerField(
        min_value=1,
        max_value=EFFECT_MAX,
        label="The least difference worth finding, in percent",
        help_text="15 finds out whether a wording earns 15 % more or less. Half of it takes four times as long.",
    )
    cap = forms.CharField(
        max_length=20,
        help_text="One very large gift says much about one reader and little about the words: it counts up to here. "
        "The whole sum stands beside it.",
    )

    field_order = ["effect", "allocation"]

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["cap"].label = f"A gift’s value counts up to, in {currency}"

    @property
    def minimum_effect(self) -> float:
        return float(self.cleaned_data["effect"]) / 100

    def clean_cap(self) -> int:
        """Minor units."""
        try:
            amount = parse_major(self.cleaned_data["cap"], self.currency)
        except AmountInvalid as refused:
            raise forms.ValidationError("Type an amount, such as 250.") from refused
        if amount.minor <= 0:
            raise forms.ValidationError("More than nothing.")
        return amount.minor


class EndForm(forms.Form):
    """The end of a test."""

    winner = forms.ChoiceField(widget=forms.RadioSelect, required=False, label="Which wording won")
    everyone = forms.BooleanField(required=False, label="Show it to everyone from now on")

    def __init__(self, *args: Any, variants: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        winner = self.fields["winner"]
        assert isinstance(winner, forms.ChoiceField)  # noqa: S101 (declared above)
        winner.choices = [("", "None: the test has no answer"), *((slug, slug) for slug in variants)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("everyone") and not cleaned.get("winner"):
            raise forms.ValidationError("Choose the wording that everyone is to see.")
        return cleaned
