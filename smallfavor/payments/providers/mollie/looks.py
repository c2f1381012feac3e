"""How the ways to pay that are Mollie's alone look on our form."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from smallfavor.payments.providers import looks
from smallfavor.payments.providers.looks import Look

IDEAL_LOOK = Look(
    name="iDEAL",
    leads_to=_("You choose your bank on the next page and confirm there, as you are used to."),
    icon='<rect x="2.5" y="4" width="19" height="16" rx="3"/><path d="M7 8v8h4.5a4 4 0 0 0 0-8zM6 16h1"/>',
)
MANDATE_LOOK = Look(
    name=looks.BANK_DEBIT.name,
    leads_to=_("You pay the first time on your bank’s own page, and allow us to debit the later payments."),
    icon=looks.BANK_DEBIT.icon,
)
LOOKS: Mapping[str, Look] = {"ideal": IDEAL_LOOK}
