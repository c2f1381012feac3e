"""What a change of processor does to one pledge, and when its reader is asked again. In prose: docs/moving.md."""

from dataclasses import dataclass
from enum import StrEnum

# Days after the first mail on which another goes out: as often as after a declined charge, and never more.
ASK_AGAIN_DAYS = (7, 21)
LAPSE_DAYS = 45


class Move(StrEnum):
    MOVE = "move"  # the provider's file names its token: it goes over now
    MOVED = "moved"  # it is there already
    HOLD = "hold"  # its account closes and no token came: not charged until its reader has saved another way to pay
    KEEP = "keep"  # no token came: it stays where it is while that works
    IMPOSSIBLE = "impossible"  # the new account can't take its method, amount and interval


@dataclass(frozen=True)
class Standing:
    """One pledge as the move finds it."""

    there: bool  # its instrument is at the new account
    mapped: bool  # the file has a new token for its instrument
    takeable: bool  # the new account takes its method, amount and interval
    takeable_otherwise: bool  # ... or at least by another method
    closing: bool  # the old account closes


def decide_move(standing: Standing) -> Move:
    """What happens to the pledge."""
    if standing.there:
        return Move.MOVED
    if standing.mapped and standing.takeable:
        return Move.MOVE
    if standing.mapped or not (standing.takeable or standing.takeable_otherwise):
        return Move.HOLD if standing.closing and standing.takeable_otherwise else Move.IMPOSSIBLE
    return Move.HOLD if standing.closing else Move.KEEP


def mails_due(days_since_asked: int) -> int:
    """How many mails in all have been due so many days after the first."""
    return 1 + sum(days_since_asked >= day for day in ASK_AGAIN_DAYS)
