"""What readers did, from counts by ordinal alone: how many, how often, how unevenly. Nobody needs an id for that."""

from collections.abc import Sequence
from dataclasses import dataclass

from smallfavor.insight.learning.arms import Gifts

ORDINAL_MAX = 8


@dataclass(frozen=True)
class ReaderCounts:
    """`readers` who did it at all, `events` over all of them, `squares`: sum over readers of (their events)^2."""

    readers: int
    events: int
    squares: int

    def as_gifts(self, share: float) -> Gifts:
        """As one variant's part in one version, to be held against another's by readers, not by events."""
        return Gifts(share=share, value=self.events, squares=self.squares, count=self.readers)


def reader_counts(by_ordinal: Sequence[int]) -> ReaderCounts:
    """`by_ordinal[k - 1]`: events that were their reader's k-th; at most 8 of them, the last for "eighth or later".

    A reader with n events left the ordinals 1..n, and 1 + 3 + ... + (2n - 1) = n^2. Beyond the eighth the squares are
    too small, by the little that readers with so many events add.
    Raises ValueError for more than eight ordinals or a count below 0.
    """
    if len(by_ordinal) > ORDINAL_MAX or any(count < 0 for count in by_ordinal):
        raise ValueError("at most eight ordinals, none counted below 0")
    squares = sum((2 * k - 1) * count for k, count in enumerate(by_ordinal, start=1))
    return ReaderCounts(readers=by_ordinal[0] if by_ordinal else 0, events=sum(by_ordinal), squares=squares)
