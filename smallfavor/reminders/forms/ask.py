"""The form "remind me later": what was chosen, and what is wrong with it, in words."""

from datetime import date as calendar_day  # the form has a field of that name

from django import forms
from django.utils.translation import gettext_lazy as _

from smallfavor.reminders.rules.when import DateRefused, When, due_date
from smallfavor.supporters.rules.address import AddressInvalid, clean_address

WHENS: tuple[When, ...] = ("week", "month", "date")
HOWS = ("mail", "calendar", "device")

_REFUSED = {
    "missing": _("Choose a day."),
    "past": _("Choose a day after today."),
    "far": _("Choose a day within the next two years."),
}


class WhenForm(forms.Form):
    """When alone: for moving a reminder too. `today` is the paper's day."""

    when = forms.ChoiceField(
        choices=[(when, when) for when in WHENS],
        error_messages={"required": _("Choose when."), "invalid_choice": _("Choose when.")},
    )
    date = forms.DateField(required=False, input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
                           error_messages={"invalid": _("Write the day as 2027-03-31.")})  # fmt: skip
    due: calendar_day | None = None

    def __init__(self, *args: object, today: calendar_day, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        when = cleaned.get("when")
        if when == "date" and "date" in self.errors:
            return cleaned
        if when:
            self.errors.pop("date", None)  # a day that was typed and then not chosen is no mistake
            try:
                self.due = due_date(when, chosen=cleaned.get("date"), today=self.today)
            except DateRefused as refused:
                self.add_error("date", forms.ValidationError(_REFUSED[refused.code], code=refused.code))
        return cleaned


class AskForm(WhenForm):
    """When, how, and the address for a reminder by mail."""

    how = forms.ChoiceField(
        choices=[(how, how) for how in HOWS], required=False, error_messages={"invalid_choice": _("Choose how.")}
    )
    email = forms.CharField(required=False, max_length=400)
    link = forms.BooleanField(required=False)

    def clean_how(self) -> str:
        return self.cleaned_data.get("how") or "mail"

    def clean_email(self) -> str:
        typed = str(self.cleaned_data.get("email") or "")
        if self.cleaned_data.get("how") != "mail":
            return ""
        if not typed.strip():
            raise forms.ValidationError(_("Write your mail address, or choose another way."), code="required")
        try:
            return clean_address(typed)
        except AddressInvalid as error:
            words = _("Check the mail address: it should look like name@example.org.")
            raise forms.ValidationError(words, code=error.code) from error
