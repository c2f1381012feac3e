"""What becomes of a payment when its money goes back, and of its pledge. In prose: docs/rules/returns.md."""

from collections.abc import Collection
from enum import StrEnum

RETURNS_IN_A_ROW_MAX = 2
# The account or the mandate is gone, or the payer wants no more: the same debit again would come back again.
_STOP = frozenset({"instrument_gone", "card_declined", "incorrect_details", "authentication_required", "other"})


def state_after(*, captured_minor: int, refunded_minor: int, returned: bool, disputes: Collection[str]) -> str:
    """The state of a payment whose money came. The order of what followed means nothing.

    `disputes`: the states of its disputes (open, won, lost).
    """
    if refunded_minor >= captured_minor:
        return "refunded"
    if returned:
        return "returned"
    return "disputed" if any(state != "won" for state in disputes) else "paid"


def left_minor(captured_minor: int, went_back_minor: int) -> int:
    """What can still be given back of a charge; never less than nothing."""
    return max(0, captured_minor - went_back_minor)


class AfterReturn(StrEnum):
    GO_ON = "go_on"  # the period stays unpaid, the next one is taken on its day
    NEW_INSTRUMENT = "new_instrument"  # the pledge lapses until its reader gives another way to pay


def after_return(*, code: str, hard: bool, in_a_row: int) -> AfterReturn:
    """What a debit that came back does to its pledge. `in_a_row`: how many of its latest periods did."""
    if hard or code in _STOP or in_a_row >= RETURNS_IN_A_ROW_MAX:
        return AfterReturn.NEW_INSTRUMENT
    return AfterReturn.GO_ON


# What may mend itself by the next try.
_PASSING = frozenset({"insufficient_funds", "processing_error"})


def may_try_again(*, code: str, hard: bool, tries: int, tries_most: int) -> bool:
    """Whether a debit that came back is asked for once more: only where the service's own rules foresee it."""
    return not hard and code in _PASSING and tries < tries_most


def after_dispute(state: str, *, others_open: bool) -> str:
    """What a dispute does to its pledge: "hold", "release", "end", or "" for nothing."""
    if state == "lost":
        return "end"
    if state == "open":
        return "hold"
    return "" if others_open else "release"
