"""The form after a payment that took nothing: why, in plain words, and everything that was typed.

Not here: where a decline comes from (payments) and the page itself (showing.py).
"""

from django.utils.translation import gettext

from smallfavor.giving import wording
from smallfavor.giving.forms.support import SupportForm
from smallfavor.giving.showing import Notice
from smallfavor.giving.support_page import amount_values
from smallfavor.payments.models import Payment, PaymentState
from smallfavor.payments.queries import all_limits, look_of
from smallfavor.supporters.typed import open_typed


def notice_of(payment: Payment) -> Notice:
    """What happened to the money comes first."""
    if payment.state == PaymentState.FAILED:
        why = wording.decline_reason(payment.decline_code, payment.method)
        return Notice(str(look_of(payment.method).declined), more=why, wrong=True)
    return Notice(
        gettext("The payment was not finished; nothing was taken."),
        more=gettext("If you still want to give, everything is as you left it."),
    )


def form_of(payment: Payment) -> SupportForm:
    """Everything that was chosen and typed; the address opens with the supporter's key and this payment alone."""
    typed = open_typed(payment.supporter, payment.form.get("typed", ""))
    limits = all_limits().get(payment.currency)
    amount = amount_values(payment.amount.major_text(), limits, payment.interval) if limits else {}
    return SupportForm(
        initial={
            "interval": payment.interval,
            "currency": payment.currency,
            "method": payment.method,
            "email": typed.email if typed else "",
            "name": typed.name if typed else "",
            **amount,
        },
        country=str(payment.form.get("country", "")),
    )
