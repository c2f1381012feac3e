"""The form of /support/: what is typed becomes a gift, or a refusal in words.

Not here: how the page shows it (support_page.py) and what a link carries besides (marks.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from babel.numbers import format_decimal
from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from smallfavor.core.money import AmountInvalid, Money, parse_major
from smallfavor.giving import wording
from smallfavor.giving.offers import INTERVALS, ways_here
from smallfavor.giving.rules.typed_amount import read_amount
from smallfavor.payments.queries import OfferedMethod, all_limits, least_by, most_by

AMOUNT_ALONE = _("Write the amount as a number alone.")
EMAIL_WRONG = _("Write an email address like name@example.org.")


class AmountField(forms.CharField):
    """An amount as a person types it; read in `clean`, where the currency is known."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            max_length=40,
            error_messages={"max_length": AMOUNT_ALONE, "null_characters_not_allowed": AMOUNT_ALONE},
        )


class EmailField(forms.EmailField):
    default_validators = [EmailValidator(message=EMAIL_WRONG)]

    def __init__(self, *, required: StrOrPromise) -> None:
        """`required`: what to say when nothing was written."""
        super().__init__(
            max_length=254,
            error_messages={
                "required": required,
                "max_length": EMAIL_WRONG,
                "null_characters_not_allowed": EMAIL_WRONG,
            },
        )


@dataclass(frozen=True)
class Gift:
    """What a valid form says."""

    interval: str
    amount: Money
    email: str
    name: str
    method: str


class SupportForm(forms.Form):
    """A typed `amount` counts before the preset of the chosen interval."""

    interval = forms.ChoiceField(
        choices=[(interval, interval) for interval in INTERVALS],
        error_messages={
            "required": _("Choose how often you want to give."),
            "invalid_choice": _("Choose how often you want to give: once, monthly or yearly."),
        },
    )
    amount = AmountField()
    currency = forms.ChoiceField(
        error_messages={
            "required": _("Choose a currency."),
            "invalid_choice": _("Choose a currency from the list."),
        },
    )
    email = EmailField(required=_("Write your email address: the receipt goes there, and the way to stop."))
    name = forms.CharField(
        required=False,
        max_length=100,
        error_messages={
            "max_length": _("Write a shorter name: 100 letters at most."),
            "null_characters_not_allowed": _("The name has signs that can’t be stored; write it with letters."),
        },
    )
    method = forms.ChoiceField(
        error_messages={
            "required": _("Choose how you want to pay."),
            "invalid_choice": _("Choose how you want to pay from the list."),
        },
    )

    def __init__(self, *, data: object = None, initial: dict[str, str] | None = None, country: str = "") -> None:
        """`country`: the reader's, where it is known; `ways` are those that they may pay in, most used first."""
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        taken = all_limits()
        self._choices("currency", list(taken))
        currency = self.shown("currency") if self.shown("currency") in taken else next(iter(taken))
        self.ways = ways_here(currency, country)
        self._choices("method", [way.code for way in self.ways])

    def _choices(self, name: str, codes: list[str]) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = [(code, code) for code in codes]

    def shown(self, name: str) -> str:
        """What the field shows: what was typed, else what the link asked for."""
        source = self.data if self.is_bound else self.initial
        return str(source.get(name, "") or "")

    def clean(self) -> dict[str, object]:
        cleaned = self.cleaned_data
        interval, currency = cleaned.get("interval"), cleaned.get("currency")
        self._check_ways(currency, interval)
        if interval and currency and "amount" not in self.errors:
            try:
                cleaned["money"] = self._amount(interval, currency)
                self._check_way(cleaned["money"], interval)
            except forms.ValidationError as refusal:
                self.add_error("amount", refusal)
        return cleaned

    def _check_ways(self, currency: str | None, interval: str | None) -> None:
        """Where nothing could be chosen, the choice is not what was wrong."""
        if not self.ways:
            words = nothing_works()
        elif currency and interval and not any(way.offers(currency, interval) for way in self.ways):
            words = nothing_fits()
        else:
            return
        self.errors.pop("method", None)
        self.add_error("method", forms.ValidationError(words, code="method_unavailable"))

    def amount_at(self, interval: str, currency: str) -> Money | None:
        """What the form would give at this interval, as it stands; None where that can't be read."""
        text = self.shown("amount") or self.shown(f"preset_{interval}")
        try:
            return read_amount(text, currency=currency, locale=wording.language()) if text else None
        except AmountInvalid:
            return None

    def _check_way(self, amount: Money, interval: str) -> None:
        """A way that does not take this gift is refused with those that do."""
        chosen = next((way for way in self.ways if way.code == self.cleaned_data.get("method")), None)
        if chosen is None or chosen.takes(amount, interval) or "method" in self.errors:
            return
        words = wording.way_does_not_fit(
            str(chosen.look.name),
            wording.amount_every(interval, wording.money(amount)),
            [str(way.look.name) for way in self.ways if way.takes(amount, interval)],
        )
        self.add_error("method", forms.ValidationError(words, code="method_unfit"))

    def _amount(self, interval: str, currency: str) -> Money:
        typed, preset = self.cleaned_data.get("amount", ""), self.shown(f"preset_{interval}")
        if not typed and not preset:
            raise forms.ValidationError(gettext("Choose an amount, or write your own."), code="required")
        try:
            if typed:
                amount = read_amount(typed, currency=currency, locale=wording.language())
            else:
                amount = parse_major(preset, currency)
        except AmountInvalid as error:
            raise forms.ValidationError(amount_unreadable(), code="amount_invalid") from error
        check_amount(amount, interval=interval, ways=self.ways)
        return amount

    def gift(self) -> Gift:
        """Only of a valid form."""
        cleaned = self.cleaned_data
        return Gift(
            interval=cleaned["interval"],
            amount=cleaned["money"],
            email=cleaned["email"],
            name=cleaned["name"],
            method=cleaned["method"],
        )


def check_amount(amount: Money, *, interval: str, ways: Sequence[OfferedMethod]) -> None:
    """Raises ValidationError, in words with the exact limit, when this amount can't be given in any of these ways."""
    if amount.currency not in all_limits():
        return  # a currency that the paper takes no more: whoever gives in it goes on
    least, most = least_by(ways, amount.currency, interval), most_by(ways, amount.currency, interval)
    if amount.minor < least.minor:
        raise forms.ValidationError(too_small(interval, least), code="too_small")
    if amount.minor > most.minor:
        raise forms.ValidationError(too_large(most), code="too_large")


def nothing_works() -> str:
    return gettext("No way to pay works at the moment. Nothing was taken; please come back a little later.")


def nothing_fits() -> str:
    return gettext("No way to pay fits this currency and interval at the moment. Please choose another one.")


def amount_unreadable() -> str:
    locale = wording.language()
    return gettext("Write the amount as a number, such as {whole} or {cents}.").format(
        whole=format_decimal(2, locale=locale), cents=format_decimal(2.5, format="0.00", locale=locale)
    )


def too_small(interval: str, limit: Money) -> str:
    sentences = {
        "once": gettext("The smallest one-time gift is {amount}."),
        "monthly": gettext("The smallest monthly gift is {amount}."),
        "yearly": gettext("The smallest yearly gift is {amount}."),
    }
    return sentences[interval].format(amount=wording.money(limit))


def too_large(limit: Money) -> str:
    return gettext("The largest gift this form takes is {amount}. Write to us about more, please.").format(
        amount=wording.money(limit)
    )


def amount_for_field(amount: Money) -> str:
    """As the reader's locale types it: "2", "2,50"."""
    whole = amount.major == amount.major.to_integral_value()
    return format_decimal(amount.major, format="0" if whole else "0.00", locale=wording.language())
