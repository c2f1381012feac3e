"""How the ways to give by hand are called and drawn. No reader's form offers them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from smallfavor.payments.providers.looks import Look

CASH = Look(
    name=pgettext_lazy("way to pay", "Cash"),
    leads_to=_("You give it to us by hand."),
    icon='<rect x="2.5" y="6" width="19" height="12" rx="2"/><circle cx="12" cy="12" r="2.5"/>',
)
CHEQUE = Look(
    name=pgettext_lazy("way to pay", "Cheque"),
    leads_to=_("You give it to us by hand."),
    icon='<rect x="2.5" y="6" width="19" height="12" rx="2"/><path d="M6 10h7M6 14h4M15 14.5q1.5-2 3 0"/>',
)
TERMINAL = Look(
    name=pgettext_lazy("way to pay", "Card at the terminal"),
    leads_to=_("You pay at our terminal."),
    icon='<rect x="6" y="3" width="12" height="18" rx="2"/><path d="M9 7h6M9 12h.01M12 12h.01M15 12h.01M9 16h6"/>',
)
LOOKS: Mapping[str, Look] = {"cash": CASH, "cheque": CHEQUE, "terminal": TERMINAL}
