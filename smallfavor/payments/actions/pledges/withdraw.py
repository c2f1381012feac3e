"""Takes back what is planned for a pledge and has not left this machine. The caller holds the pledge's lock."""

from datetime import datetime

from smallfavor.payments.actions.change_state import change_payment
from smallfavor.payments.actions.settling import withdraw_unsent
from smallfavor.payments.models import IN_FLIGHT, AttemptOperation, Payment, PaymentState, Pledge


def withdraw_planned(pledge: Pledge, *, actor: str, reason: str, now: datetime) -> None:
    """Waive the pledge's planned payments and give up their unsent attempts.

    What was sent already and has no answer is left to the sweep: it is only looked up from then on, never sent again.
    """
    _withdraw_second_tries(pledge)
    for payment in Payment.objects.select_for_update().filter(pledge=pledge, state=PaymentState.PLANNED).order_by("id"):
        withdraw_unsent(payment)
        in_flight = payment.attempts.filter(state__in=IN_FLIGHT).exclude(operation=AttemptOperation.REFUND)
        if not in_flight.exists():
            payment.retry_on = None
            # The first payment was never a period that could be waived: its reader may send the form again.
            state = PaymentState.WAIVED if payment.period else PaymentState.EXPIRED
            change_payment(payment, state, actor=actor, now=now, reason=reason)


def _withdraw_second_tries(pledge: Pledge) -> None:
    """A debit that came back is not asked for again."""
    waiting = Payment.objects.select_for_update().filter(pledge=pledge, state=PaymentState.RETURNED)
    for payment in waiting.filter(retry_on__isnull=False).order_by("id"):
        withdraw_unsent(payment)
        payment.retry_on = None
        payment.save(update_fields=["retry_on"])
