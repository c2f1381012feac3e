"""The forms of the books: a proposed correction, a typed rate. What was typed stays where it is refused."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings

from smallfavor.core.money import AmountInvalid, is_currency, parse_major
from smallfavor.insight.queries.money_in import in_the_papers_order
from smallfavor.ledger.actions.book import TransferLine
from smallfavor.ledger.models import Account, Entry
from smallfavor.ledger.rules.chart import CodeInvalid

LINES = 4
#: Accounts that a correction may need before anything was booked on them.
USUAL = (
    "assets:bank",
    "expenses:disputes",
    "expenses:exchange",
    "expenses:fees",
    "income:exchange",
    "income:other",
    "liabilities:duplicates",
)
_RATE = re.compile(r"\d{1,9}([.,]\d{1,15})?")


class CorrectionForm(forms.Form):
    """Up to four lines of one currency. `lines` holds them after a valid form."""

    dated = forms.DateField(label="On which day", widget=forms.DateInput(attrs={"type": "date"}))
    currency = forms.ChoiceField(label="Currency")
    reason = forms.CharField(label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    about = forms.CharField(
        label="The entry it is about, as the journal names it (may stay empty)",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        accounts = Account.objects.values_list("code", "currency")
        codes = sorted({*USUAL, *(code for code, _ in accounts)})
        currencies = in_the_papers_order(dict.fromkeys([*settings.GIVING, *(used for _, used in accounts)]))
        self.fields["currency"].choices = [(code, code) for code in currencies]  # type: ignore[attr-defined]
        choices = [("", "–"), *((code, code) for code in codes)]
        for number in range(1, LINES + 1):
            for side in ("debit", "credit"):
                label = f"{side.capitalize()}, line {number}"
                self.fields[f"{side}_{number}"] = forms.ChoiceField(label=label, choices=choices, required=False)
            amount = forms.CharField(label=f"Amount, line {number}", max_length=20, required=False)
            amount.widget.attrs["inputmode"] = "decimal"
            self.fields[f"amount_{number}"] = amount
        self.lines: list[TransferLine] = []

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The bound fields of each line."""
        return [
            (self[f"debit_{number}"], self[f"credit_{number}"], self[f"amount_{number}"])
            for number in range(1, LINES + 1)
        ]

    def clean_about(self) -> Entry | None:
        name = self.cleaned_data["about"].strip()
        if not name:
            return None
        found = Entry.objects.filter(provider_object=name).order_by("-id").first()
        if found is None:
            raise forms.ValidationError("No entry of that name is in the journal.")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, LINES + 1):
            self._take_line(number, cleaned)
        if not self.lines and not self.errors:
            raise forms.ValidationError("Say at least one line: from where to where, and how much.")
        return cleaned

    def _take_line(self, number: int, cleaned: dict[str, Any]) -> None:
        debit, credit, amount = (cleaned.get(f"{name}_{number}", "") for name in ("debit", "credit", "amount"))
        if not (debit or credit or amount) or "currency" not in cleaned:
            return
        if not (debit and credit and amount):
            self.add_error(f"amount_{number}", "A line has a debit account, a credit account and an amount.")
            return
        try:
            self.lines.append(TransferLine(debit, credit, parse_major(amount, cleaned["currency"])))
        except AmountInvalid:
            self.add_error(f"amount_{number}", f"Not an amount of {cleaned['currency']}, such as 12.50.")
        except (CodeInvalid, ValueError):
            self.add_error(f"amount_{number}", "More than nothing, between two different accounts.")


class RateForm(forms.Form):
    """One rate, against the base currency."""

    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    currency = forms.CharField(label="One unit of", max_length=3)
    worth = forms.CharField(label="is worth", max_length=30)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.today = today
        self.fields["worth"].label = f"is worth, in {settings.BASE_CURRENCY}"
        self.fields["worth"].widget.attrs["inputmode"] = "decimal"
        self.fields["currency"].widget.attrs |= {"autocapitalize": "characters", "size": 4}

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError("That day has not come yet.")
        return day

    def clean_currency(self) -> str:
        code: str = self.cleaned_data["currency"].strip().upper()
        if not is_currency(code) or code == settings.BASE_CURRENCY:
            raise forms.ValidationError("Another currency than the base, as in EUR.")
        return code

    def clean_worth(self) -> Decimal:
        text: str = self.cleaned_data["worth"].strip()
        worth = Decimal(text.replace(",", ".")) if _RATE.fullmatch(text) else Decimal(0)
        if worth <= 0:
            raise forms.ValidationError("A number above zero, such as 1.0853.")
        return worth
