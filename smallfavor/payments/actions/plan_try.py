"""Plans another try of a renewal: with the pledge's own way to pay, at the first moment at which its card bears it.

Not here: when a try is wanted. The caller holds the locks of the pledge and of the payment.
"""

from datetime import datetime

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.card_room import CardRoom
from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.plan_attempt import plan_charge
from smallfavor.payments.models import Attempt, Instrument, Payment, Pledge
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
