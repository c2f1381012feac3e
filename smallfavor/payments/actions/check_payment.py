"""Checks a payment that is not settled yet: a fresh look at the provider. Behind the reader's "check again"."""

from datetime import datetime

from smallfavor.payments.actions.look import look
from smallfavor.payments.models import Payment, PaymentState

WORTH_A_LOOK = [
    PaymentState.PLANNED,
    PaymentState.AWAITING_PAYER,
    PaymentState.PROCESSING,
    PaymentState.FAILED,
]


def check_payment(payment: Payment, *, now: datetime) -> Payment:
    """The payment as it stands after a fresh look-up of its latest attempt that was sent.

    A provider that does not answer changes nothing. Sends no attempt; takes only what the reader has approved on its
    page.
    """
    if payment.state in WORTH_A_LOOK:
        attempt = (
            payment.attempts.filter(first_sent_at__isnull=False)
            .select_related("provider_account", "payment")
            .order_by("-n")
            .first()
        )
        if attempt is not None:
            look(attempt, actor="reader", now=now)
    return Payment.objects.select_related("pledge", "supporter").get(pk=payment.pk)
