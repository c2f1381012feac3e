"""Where and when a plea stands, and how often. Not here: who sees it (audience_form.py) and its words (forms.py)."""

from typing import Any

from django import forms

from smallfavor.appeals.models import Campaign, Placement, Unit
from smallfavor.appeals.rules.draft import AppealDraft
from smallfavor.desk.pleas.fields import PaperTimeField

PLAIN = (
    "name", "placement", "priority", "starts_at", "ends_at", "deadline", "cap_views", "cap_days", "gap_days",
    "quiet_days", "holdback_percent", "unit",
)  # fmt: skip


class NewPleaForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name", help_text="For the desk alone; readers never see it.")
    placement = forms.ChoiceField(choices=Placement.choices, initial=Placement.EPIC, label="Where it stands")


class SettingsForm(forms.Form):
    """Everything but audience and words."""

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
    deadline = PaperTimeField(label="Deadline", help_text="What {days_left} counts to. Empty: the end.")
    cap_views = forms.IntegerField(min_value=1, max_value=10_000, required=False, label="At most this many times")
    cap_days = forms.IntegerField(min_value=1, max_value=365, required=False, label="within this many days")
    gap_days = forms.IntegerField(
        min_value=0, max_value=365, label="Days between two times", help_text="0: on the next article already"
    )
    quiet_days = forms.IntegerField(
        min_value=1, max_value=365, required=False, label="Days of peace after closing it",
        help_text="From all pleas. Empty: 30 days.",
    )  # fmt: skip
    holdback_percent = forms.IntegerField(
        min_value=0, max_value=90, label="Readers left out, of 100",
        help_text="They never see it, so that you can tell what it does.",
    )  # fmt: skip
    unit = forms.ChoiceField(choices=Unit.choices, label="A reader keeps a wording")

    def __init__(self, data: Any = None, *, draft: AppealDraft, prefix: str = "plea") -> None:
        initial = {name: getattr(draft, name) for name in PLAIN} | {"campaign": draft.campaign}
        self.basis = draft
        super().__init__(data, initial=initial, prefix=prefix)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("starts_at"), given.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "The end must be later than the beginning.")
        if "cap_views" in given and "cap_days" in given and bool(given["cap_views"]) != bool(given["cap_days"]):
            self.add_error("cap_views", "Say both: how many times, and within how many days.")
        return given

    def plain(self) -> dict[str, Any]:
        """The draft's plain fields as they are meant; where one can't be read, what it was before. After is_valid."""
        given = self.cleaned_data
        campaign = given.get("campaign")
        return {
            **{name: given.get(name, getattr(self.basis, name)) for name in PLAIN},
            "campaign": campaign.slug if campaign else "",
        }
