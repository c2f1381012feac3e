"""Whether a variant harms what must not be harmed, such as clicks or monthly pledges. The interval: intervals.py."""

from dataclasses import dataclass
from enum import StrEnum

from smallfavor.insight.learning.arms import Aim, Arm
from smallfavor.insight.learning.intervals import Comparison, compare

MARGIN = 0.05


class Guard(StrEnum):
    HARM = "harm"  # surely less than the control's
    SAFE = "safe"  # surely not less by more than the margin
    OPEN = "open"


@dataclass(frozen=True)
class Guardrail:
    """`margin`: how much less is borne, as a fraction."""

    comparison: Comparison
    margin: float
    state: Guard


def guardrail(control: Arm, other: Arm, *, aim: Aim, margin: float = MARGIN) -> Guardrail:
    """Watch a figure of which more is better. Where less is better (dismissals), give the two arms the other way round.

    True at any moment, with the same sequence as the decision itself.
    """
    if not 0 < margin < 1:
        raise ValueError("a margin is a fraction between 0 and 1")
    comparison = compare(control, other, aim=aim)
    if comparison.high is not None and comparison.high < 1:
        state = Guard.HARM
    elif comparison.low > 1 - margin:
        state = Guard.SAFE
    else:
        state = Guard.OPEN
    return Guardrail(comparison=comparison, margin=margin, state=state)
