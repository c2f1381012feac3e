"""How paying by PayPal looks on our form: the name as text, and a wallet that we drew ourselves."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from smallfavor.payments.providers.looks import Look

PAYPAL = Look(
    name="PayPal",
    leads_to=_("You agree on PayPal’s own page, with your PayPal account, and come back here."),
    icon='<path d="M4 7.5V17a2.5 2.5 0 0 0 2.5 2.5H20v-12H5.5a1.5 1.5 0 0 1 0-3H18"/><path d="M16 13.5h.01"/>',
)
LOOKS: Mapping[str, Look] = {"paypal": PAYPAL}
