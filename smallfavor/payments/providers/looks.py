"""How ways to pay look and are called, for those that several providers share. A provider's own stands in its folder.

`icon` is what stands inside an <svg viewBox="0 0 24 24"> that is drawn in the text's colour; our own drawings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise


SAVES = _("You allow it on the next page. Nothing is taken there.")
DECLINED = _("The payment was declined; nothing was taken.")


@dataclass(frozen=True)
class Look:
    """`name` as people call it; `leads_to`: where the button leads, one sentence; `icon`: drawn in 24 by 24.

    `saves`: where another one is saved, without paying. `declined`: what happened to the money, after a decline.
    `reasons`: by base.Decline's codes ("" for any other), why, to whoever has just tried; `bank_says`: the same in a
    letter, days later. Both name only what the general words would tell badly.
    """

    name: Text
    leads_to: Text
    icon: str
    saves: Text = SAVES
    declined: Text = DECLINED
    reasons: Mapping[str, Text] = field(default_factory=dict, hash=False)
    bank_says: Mapping[str, Text] = field(default_factory=dict, hash=False)


CARD = Look(
    name=pgettext_lazy("way to pay", "Card"),
    leads_to=_("You pay by card on the next page, the payment processor’s own."),
    icon='<rect x="2.5" y="5" width="19" height="14" rx="2.5"/><path d="M2.5 9.5h19M6 15h4"/>',
    saves=_("You type the card on the next page, the payment processor’s own; we never see its number."),
    declined=_("Your card was declined; nothing was taken."),
    reasons={
        "insufficient_funds": _("There is not enough money on the card at the moment."),
        "expired_card": _("The card has expired; another one may work."),
        "incorrect_details": _("The number, the date or the code on the card did not match."),
        "instrument_gone": _("The card can’t be used any more; another one may work."),
        "": _("Your bank does not tell us why; another card, or a word with the bank, may help."),
    },
    bank_says={
        "expired_card": _("The bank says that the card has expired."),
        "incorrect_details": _("The bank says that something in the card’s details is not right."),
        "instrument_gone": _("The bank says that the card can’t be used any more."),
        "": _("The bank does not say why. It often helps to ask it, or to use another card."),
    },
)
BANK_DEBIT = Look(
    name=pgettext_lazy("way to pay", "Bank debit (SEPA)"),
    leads_to=_("You allow your bank to pay us on the next page. All you need is your IBAN."),
    icon='<path d="M3 9.5 12 4l9 5.5M5 9.5V18M10 9.5V18M14 9.5V18M19 9.5V18M3 20h18"/>',
    saves=_("You allow your bank on the next page. All you need is your IBAN; nothing is taken there."),
    declined=_("Your bank sent the debit back; nothing was taken."),
    reasons={
        "incorrect_details": _("The IBAN or the name did not match an account."),
        "instrument_gone": _("The account can’t be debited any more; another one may work."),
    },
    bank_says={
        "incorrect_details": _("The bank says that the IBAN does not belong to an account."),
        "instrument_gone": _("The bank says that this account can’t be debited any more."),
    },
)
BANK_TRANSFER = Look(
    name=pgettext_lazy("way to pay", "Bank transfer"),
    leads_to=_("The next page says where to send it, with a code for your bank’s app."),
    icon='<path d="M4 8h13M13.5 4.5 17 8l-3.5 3.5M20 16H7M10.5 12.5 7 16l3.5 3.5"/>',
)
SHARED: Mapping[str, Look] = {"card": CARD, "sepa_debit": BANK_DEBIT, "bank_transfer": BANK_TRANSFER}
ELSE = '<rect x="3" y="6" width="18" height="12" rx="2.5"/><circle cx="12" cy="12" r="2.5"/>'


def look_of_code(code: str) -> Look:
    """For a way to pay that nothing here knows any more: its code, made readable."""
    return Look(code.replace("_", " ").capitalize(), _("You pay on the next page, the payment processor’s own."), ELSE)
