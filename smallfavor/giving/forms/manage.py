"""The forms of /manage/: what a supporter changes, checked before an action is called.

Not here: which charges may be moved where (payments), the pages (views/manage.py, views/pledges.py).
"""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from smallfavor.core.money import AmountInvalid, Money
from smallfavor.giving import wording
from smallfavor.giving.forms.support import AmountField, EmailField, amount_for_field, amount_unreadable, check_amount
from smallfavor.giving.rules.typed_amount import read_amount
from smallfavor.payments.models import Pledge
from smallfavor.payments.queries import ways_to_pay

RECURRING = ("monthly", "yearly")
PAUSES_MONTHS = (1, 2, 3, 6)
REASONS = ("money", "other_paper", "content", "technical", "other")


class LinkForm(forms.Form):
    email = EmailField(required=_("Write your email address."))


class ChangeForm(forms.Form):
    """Amount, interval and next date of `pledge`; the date within `window` (first, last)."""

    amount = AmountField()
    interval = forms.ChoiceField(
        choices=[(interval, interval) for interval in RECURRING],
        error_messages={
            "required": _("Choose how often: monthly or yearly."),
            "invalid_choice": _("Choose how often: monthly or yearly."),
        },
    )
    next_due = forms.DateField(
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        error_messages={
            "required": _("Choose the day of the next gift."),
            "invalid": _("Write the day as a date, such as 2026-12-31."),
        },
    )

    def __init__(self, data: object = None, *, pledge: Pledge, window: tuple[date, date]) -> None:
        self.pledge, self.window = pledge, window
        shown = {
            "amount": amount_for_field(pledge.amount),
            "interval": pledge.interval,
            "next_due": pledge.next_due.isoformat() if pledge.next_due else "",
        }
        super().__init__(data, initial=shown)  # type: ignore[arg-type]

    def clean_next_due(self) -> date:
        chosen: date = self.cleaned_data["next_due"]
        first, last = self.window
        if chosen != self.pledge.next_due and not first <= chosen <= last:
            raise forms.ValidationError(
                gettext("Choose a day from {first} to {last}.").format(
                    first=wording.long_day(first), last=wording.long_day(last)
                ),
                code="date_refused",
            )
        return chosen

    def clean(self) -> dict[str, object]:
        cleaned = self.cleaned_data
        interval = cleaned.get("interval")
        if interval and "amount" not in self.errors:
            try:
                cleaned["money"] = self._amount(interval)
            except forms.ValidationError as refusal:
                self.add_error("amount", refusal)
        return cleaned

    def _amount(self, interval: str) -> Money:
        try:
            amount = read_amount(self.cleaned_data["amount"], currency=self.pledge.currency, locale=wording.language())
        except AmountInvalid as error:
            raise forms.ValidationError(amount_unreadable(), code="amount_invalid") from error
        own = [way for way in ways_to_pay() if way.code == self.pledge.method]
        if own and not own[0].offers(amount.currency, interval):
            gift = wording.amount_every(interval, wording.money(amount))
            words = wording.way_does_not_fit(str(own[0].look.name), gift, [])
            raise forms.ValidationError(words, code="method_unfit")
        check_amount(amount, interval=interval, ways=own)
        return amount


class PauseForm(forms.Form):
    months = forms.TypedChoiceField(
        coerce=int,
        choices=[(str(months), str(months)) for months in PAUSES_MONTHS],
        error_messages={
            "required": _("Choose for how long."),
            "invalid_choice": _("Choose for how long from the list."),
        },
    )


class ReasonForm(forms.Form):
    """Optional, after everything is done. Words are kept as they are, without control characters."""

    reason = forms.ChoiceField(required=False, choices=[(reason, reason) for reason in REASONS])
    words = forms.CharField(required=False, max_length=500)

    def text(self) -> str:
        """What is kept: the chosen reason and the words, either of them may be missing."""
        return ": ".join(part for part in (self.cleaned_data.get("reason"), self.cleaned_data.get("words")) if part)


def reason_texts() -> list[tuple[str, str]]:
    return [
        ("money", gettext("I can’t afford it at the moment")),
        ("other_paper", gettext("I support something else now")),
        ("content", gettext("I am not happy with the reporting")),
        ("technical", gettext("Something did not work")),
        ("other", gettext("Another reason")),
    ]
