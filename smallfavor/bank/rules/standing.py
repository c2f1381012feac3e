"""A period of a standing order: how long it is waited for, and where money goes that comes for its reference.

In prose with worked tables: docs/rules/transfers.md. Nothing here looks at the clock: what has not been read from a
statement can't be missing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from smallfavor.core.money import Money

LATE_AFTER_DAYS = 10
MISSED_AFTER_DAYS = 25


class Waiting(StrEnum):
    EXPECTED = "expected"
    LATE = "late"  # its payer is told once, warmly
    MISSED = "missed"  # the period is closed as not received


def how_it_stands(due_on: date, read_until: date | None) -> Waiting:
    """A period that nothing has come for. `read_until`: the day up to which statements have been read whole."""
    if read_until is None or read_until < due_on + timedelta(days=LATE_AFTER_DAYS):
        return Waiting.EXPECTED
    return Waiting.LATE if read_until < due_on + timedelta(days=MISSED_AFTER_DAYS) else Waiting.MISSED


class Then(StrEnum):
    SETTLE = "settle"  # the order at `at`
    EARLY = "early"  # kept for the next period
    PERSON = "person"


class Why(StrEnum):
    """Why a person decides."""

    NO_REFERENCE = "no_reference"
    SEVERAL = "several_references"
    UNKNOWN_REFERENCE = "unknown_reference"
    STOPPED = "stopped"
    CURRENCY = "other_currency"
    AGAIN = "came_again"
    OTHER_AMOUNT = "other_amount"
    REVERSAL = "reversal"
    WENT_OUT = "went_out"
    NONE = ""


@dataclass(frozen=True)
class Order:
    """What was asked for under a reference; `amount` None: a standing order that begins with the next period."""

    state: str  # open, complete, received, expired, missed
    amount: Money | None


@dataclass(frozen=True)
class Verdict:
    then: Then
    why: Why = Why.NONE
    at: int = -1


def place(amount: Money, orders: list[Order], *, recurs: bool, stopped: bool, early: bool) -> Verdict:
    """Where money goes that came with a reference of ours. `orders`: all of it, oldest first; `early`: some of it
    waits for its period already.

    What came is what was given: where exactly one thing is waited for, another amount settles it too. `stopped`:
    nothing more is expected, but what was asked for before may still come.
    """
    if any(order.amount is not None and order.amount.currency != amount.currency for order in orders):
        return Verdict(Then.PERSON, Why.CURRENCY)
    waiting = [at for at, order in enumerate(orders) if order.state == "open" and order.amount is not None]
    exact = [at for at in waiting if orders[at].amount == amount]
    if exact or len(waiting) == 1:
        return Verdict(Then.SETTLE, at=(exact or waiting)[0])
    if waiting:
        return Verdict(Then.PERSON, Why.OTHER_AMOUNT)
    if stopped:
        return Verdict(Then.PERSON, Why.STOPPED)
    if orders and orders[-1].state in {"expired", "missed"}:
        return Verdict(Then.SETTLE, at=len(orders) - 1)
    if not recurs:
        return Verdict(Then.PERSON, Why.AGAIN)
    if early:
        return Verdict(Then.PERSON, Why.AGAIN)
    last = next((order.amount for order in reversed(orders) if order.amount is not None), None)
    if last is not None and last != amount:
        return Verdict(Then.PERSON, Why.OTHER_AMOUNT)
    return Verdict(Then.EARLY)
