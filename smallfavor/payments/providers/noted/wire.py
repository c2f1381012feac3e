"""The record of noted gifts in the contract's words. Pure: no database, no clock."""

from datetime import datetime
from typing import Literal

from smallfavor.bank.queries.noted import NotedGift, NotedReversal
from smallfavor.core.money import Money
from smallfavor.core.paper import current_paper
from smallfavor.payments.providers.base import CheckoutSession, Ours, Refunded, Succeeded


def session(slip: NotedGift, *, now: datetime) -> CheckoutSession:
    return CheckoutSession(
        object_id=slip.object_id,
        url=slip.cancel_url,
        state=_state(slip, now),
        expires_at=slip.expires_at,
        created_at=slip.created_at,
        ours=Ours.read(slip.metadata),
    )


def _state(slip: NotedGift, now: datetime) -> Literal["open", "complete", "expired"]:
    if slip.state == "noted":
        return "complete"
    return "open" if slip.state == "open" and now < slip.expires_at else "expired"


def success(slip: NotedGift) -> Succeeded | None:
    """The money of a slip that was filled in; None before."""
    if slip.noted_at is None:
        return None
    return Succeeded(
        object_id=gift_id(slip.object_id),
        amount=slip.amount,
        created_at=_when(slip, slip.noted_at),
        ours=Ours.read(slip.metadata),
        fee=Money(0, slip.currency),
        session_id=slip.object_id,
        method=slip.method,
    )


def _when(slip: NotedGift, noted_at: datetime) -> datetime:
    """A gift counts on the day on which it was given."""
    return current_paper().moment_on(slip.given_on, now=noted_at) if slip.given_on else noted_at


def gift_id(slip: str) -> str:
    return f"{slip}-g"


def reversal(row: NotedReversal) -> Refunded:
    ours = Ours.read(row.metadata)
    return Refunded(row.object_id, gift_id(row.gift.object_id), row.amount, row.reversed_at, ours)
