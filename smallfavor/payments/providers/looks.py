"""How ways to pay look and are called, for those that several providers share. A provider's own stands in its folder.

`icon` is what stands inside an <svg viewBox="0 0 24 24"> that is drawn in the text's colour; our own drawings.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise


@dataclass(frozen=True)
class Look:
    """`name` as people call it; `leads_to`: where the button leads, one sentence; `icon`: drawn in 24 by 24."""

    name: Text
    leads_to: Text
    icon: str


CARD = Look(
    name=pgettext_lazy("way to pay", "Card"),
    leads_to=_("You pay by card on the next page, the payment processor’s own."),
    icon='<rect x="2.5" y="5" width="19" height="14" rx="2.5"/><path d="M2.5 9.5h19M6 15h4"/>',
)
BANK_DEBIT = Look(
    name=pgettext_lazy("way to pay", "Bank debit (SEPA)"),
    leads_to=_("You allow your bank to pay us on the next page. All you need is your IBAN."),
    icon='<path d="M3 9.5 12 4l9 5.5M5 9.5V18M10 9.5V18M14 9.5V18M19 9.5V18M3 20h18"/>',
)
BANK_TRANSFER = Look(
    name=pgettext_lazy("way to pay", "Bank transfer"),
    leads_to=_("The next page says where to send it, with a code for your bank’s app."),
    icon='<path d="M4 8h13M13.5 4.5 17 8l-3.5 3.5M20 16H7M10.5 12.5 7 16l3.5 3.5"/>',
)
