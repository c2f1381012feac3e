"""What a payment that settled does to its pledge: the first one starts it, a later one confirms it."""

from datetime import datetime

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.adopt_instrument import adopt_instrument
from smallfavor.payments.actions.change_state import change_pledge_state
from smallfavor.payments.models import Instrument, Payment, Pledge, PledgeState
from smallfavor.payments.rules.schedule import Schedule


def follow_payment(
    pledge: Pledge, payment: Payment, instrument: Instrument | None, *, actor: str, now: datetime
) -> None:
    """Period 0 starts the pledge: its anchor is the day the money came, in the paper's zone. The caller holds its lock.

    A renewal that its reader paid in person left another instrument: the pledge goes on with it. A late success of a
    lapsed pledge's old card revives nothing by itself: the card may work, but its reader was told that it ended. A
    cancelled pledge stays cancelled.
    """
    if payment.period and instrument is not None and instrument.pk != pledge.instrument_id:
        adopt_instrument(pledge, instrument, actor=actor, now=now)
    if payment.period != 0 or pledge.started_at is not None or payment.paid_at is None:
        return
    pledge.anchor = current_paper().today(payment.paid_at)
    pledge.anchor_n, pledge.n = 0, 1
    pledge.next_due = Schedule(pledge.interval, pledge.anchor, 0, 1).due(1)
    pledge.last_planned_on = pledge.anchor
    pledge.instrument = instrument
    pledge.started_at = now
    state = PledgeState.ACTIVE if pledge.state == PledgeState.PENDING else PledgeState(pledge.state)
    change_pledge_state(pledge, state, actor=actor, now=now, reason="the first payment settled")
