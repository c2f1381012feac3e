"""How many reminders by mail may be asked for from one place, so that nobody has the paper write to thousands.

Counted in memory, in each process for itself. Not here: how many one address may have waiting (actions/ask.py).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from smallfavor.core.sender_pace import SenderPace
from smallfavor.core.senders import addresses_in, circles_of

HOUR_S = 3600
# At once, and within an hour again: of the sender, of its block, of its network. Hundreds may share the first.
AN_HOUR = (40, 120, 400)


def new_paces() -> tuple[SenderPace, ...]:
    """A pace for each circle, in which nobody has asked yet."""
    return tuple(SenderPace(burst=most, per_s=most / HOUR_S) for most in AN_HOUR)


PACES = new_paces()


def may_ask_for_a_mail(environ: Mapping[str, Any], *, now: datetime) -> bool:
    """Counts one more of this sender; `environ` is WSGI's. True for who can't be told from everybody else."""
    circles = circles_of(*addresses_in(environ))
    if circles is None:
        return True
    # From the narrowest on: who is refused there takes nothing from their neighbours.
    return all(pace.allows(circle, now.timestamp()) for pace, circle in zip(PACES, circles, strict=True))
