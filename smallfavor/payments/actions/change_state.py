"""Moves a payment or a pledge to another state and leaves a row that says who, when and why.

The caller holds the lock.
"""

from datetime import datetime

from smallfavor.payments.models import Payment, PaymentState, Pledge, PledgeState, StateChange
from smallfavor.payments.rules.states import may_become


class StateImpossible(Exception):
    """Raised when a payment can't go from its state to the wanted one: a fault in the program, never in the data."""

    code = "state_impossible"


def change_payment(payment: Payment, state: PaymentState, *, actor: str, now: datetime, reason: str = "") -> None:
    """Set the state and save the whole row; the same state again saves, and leaves no history.

    Raises StateImpossible.
    """
    changes = payment.state != state
    if changes and not may_become(payment.state, state):
        raise StateImpossible(f"{payment} is {payment.state} and can't become {state}")
    payment.state = state
    payment.save()
    if changes:
        note(payment=payment, pledge=None, state=state, actor=actor, reason=reason, now=now)


def change_pledge_state(
    pledge: Pledge, state: PledgeState, *, actor: str, now: datetime, reason: str = ""
) -> StateChange | None:
    """Set the state and save the whole row; returns the row of history, None where the state was the same already."""
    changes = pledge.state != state
    pledge.state = state
    if state != PledgeState.PAUSED:
        pledge.pause_reason = ""
    pledge.save()
    return note(payment=None, pledge=pledge, state=state, actor=actor, reason=reason, now=now) if changes else None


def note(
    *, payment: Payment | None, pledge: Pledge | None, state: str, actor: str, now: datetime, reason: str
) -> StateChange:
    """Append one row of history."""
    return StateChange.objects.create(
        payment=payment, pledge=pledge, state=state, actor=actor[:80], reason=reason[:200], happened_at=now
    )
