"""Who takes lines of a statement before they are matched with transfers, by exact names of its own.

A taker is told of new lines and says which it knows, with a word for each that the desk shows. A line that is taken is
settled: nobody else looks at it. It may be told of a line again (a person asks anew) and answers alike.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from smallfavor.bank.rules.statement_line import StatementLine

Taker = Callable[[Sequence[StatementLine], datetime], Mapping[str, str]]  # (lines, now) -> line_id: what it was

_takers: dict[str, Taker] = {}


def register_line_taker(name: str, take: Taker) -> None:
    """Have `take(lines, now)` called with the new lines of every statement, inside the transaction that stores them."""
    _takers[name] = take


def offer_lines(lines: Sequence[StatementLine], *, now: datetime) -> dict[str, str]:
    """What was taken, by the line's id. Each taker sees what those before it have left."""
    taken: dict[str, str] = {}
    for name in sorted(_takers):
        left = [line for line in lines if line.line_id not in taken]
        taken.update(_takers[name](left, now))
    return taken
