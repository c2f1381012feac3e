"""Plans another try of a renewal: with the pledge's own way to pay, at the first moment at which its card bears it.

Not here: when a try is wanted. The caller holds the locks of the pledge and of the payment.
"""

from datetime import datetime

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.card_room import CardRoom
from smallfavor.payments.actions.change_state import change_payment, note
from smallfavor.payments.actions.plan_attempt import plan_charge
from smallfavor.payments.models import (
    Attempt,
    AttemptOperation,
    Instrument,
    Payment,
    PaymentState,
    Pledge,
    PledgeState,
)
from smallfavor.payments.models.attempt import OPEN
from smallfavor.payments.providers.base import RequestInvalid


def plan_try(
    pledge: Pledge, payment: Payment, instrument: Instrument, *, wanted: datetime, actor: str, now: datetime
) -> Attempt | None:
    """Plan a charge of `instrument`, not before `wanted`; the payment's state is the caller's.

    None where the provider can't take it. What is being settled is a fact and must stay: so nothing is raised then, and
    the pledge is marked for a person.
    """
    room = CardRoom([instrument.pk], at=wanted, now=now, zone=current_paper().zone)
    try:
        return plan_charge(payment, instrument, send_after=room.take(instrument.pk, wanted), now=now)
    except RequestInvalid as error:
        pledge.doubt = f"can't be charged: {error}"[:200]
        pledge.save(update_fields=["doubt"])
        note(payment=None, pledge=pledge, state=pledge.state, actor=actor, reason=pledge.doubt, now=now)
        return None


def try_new_card(payment: Payment, *, actor: str, now: datetime) -> None:
    """Charge the card that the pledge got while a page for this renewal stood open: the page is over without money."""
    pledge = payment.pledge
    if pledge is None or pledge.state != PledgeState.ACTIVE or payment.state != PaymentState.FAILED:
        return
    sent = payment.attempts.filter(operation=AttemptOperation.CHARGE, first_sent_at__isnull=False)
    tried = sent.order_by("-n").values_list("instrument", flat=True).first()
    card = pledge.instrument
    if card is None or tried is None or tried in {card.pk, card.copy_of_id}:
        return
    if payment.attempts.filter(state__in=OPEN).exclude(operation=AttemptOperation.REFUND).exists():
        return
    if plan_try(pledge, payment, card, wanted=now, actor=actor, now=now) is not None:
        payment.confirm_by = None
        change_payment(payment, PaymentState.PLANNED, actor=actor, now=now, reason="another way to pay")
