"""The form on which a SEPA mandate is signed: the account holder's name and the IBAN.

Not here: the text that is signed (mandate_text.py) and taking the mandate (bank).
"""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from smallfavor.bank.rules.iban import LONGEST_TYPED, IbanInvalid, grouped, read_iban
from smallfavor.bank.rules.names import LONGEST_HOLDER

STRANGE = _("The name has signs that can’t be stored; write it with letters.")
IBAN_SIGNS = _("An IBAN has letters and digits only, such as DE89 3704 0044 0532 0130 00.")


class MandateForm(forms.Form):
    holder = forms.CharField(
        max_length=LONGEST_HOLDER,
        error_messages={
            "required": _("Write the name of the account holder, as the bank knows it."),
            "max_length": _("Write a shorter name: 70 letters at most."),
            "null_characters_not_allowed": STRANGE,
        },
    )
    iban = forms.CharField(
        max_length=LONGEST_TYPED,
        error_messages={
            "required": _("Write the IBAN of your account. It stands on your bank card or on any statement."),
            "max_length": IBAN_SIGNS,
            "null_characters_not_allowed": IBAN_SIGNS,
        },
    )

    def clean_holder(self) -> str:
        holder: str = " ".join(self.cleaned_data["holder"].split())
        if not holder.isprintable():
            raise forms.ValidationError(STRANGE, code="signs")
        return holder

    def clean_iban(self) -> str:
        try:
            return read_iban(self.cleaned_data["iban"])
        except IbanInvalid as wrong:
            raise forms.ValidationError(iban_words(wrong), code=wrong.code) from wrong

    def typed(self) -> dict[str, str]:
        """What the page shows again: just what was typed, an IBAN that is right in its groups of four."""
        iban = self.cleaned_data.get("iban", "") if self.is_bound and not self.errors.get("iban") else ""
        shown = self.data if self.is_bound else self.initial
        return {
            "holder": str(shown.get("holder", ""))[: LONGEST_HOLDER * 2],
            "iban": grouped(iban) if iban else str(shown.get("iban", ""))[: LONGEST_TYPED * 2],
        }


def iban_words(wrong: IbanInvalid) -> str:
    """What is wrong, in words that help."""
    match wrong.code:
        case "country":
            return gettext("This IBAN’s country does not take part in SEPA debits. Check its first two letters.")
        case "short":
            return gettext("Some of the IBAN is missing: this country’s have {length} signs.").format(
                length=wrong.length
            )
        case "long":
            return gettext("The IBAN is too long: this country’s have {length} signs.").format(length=wrong.length)
        case "checksum":
            return gettext("This IBAN can’t be right: its check digits don’t fit. One sign may be mistyped.")
        case "empty":
            return gettext("Write the IBAN of your account. It stands on your bank card or on any statement.")
        case _:
            return str(IBAN_SIGNS)
