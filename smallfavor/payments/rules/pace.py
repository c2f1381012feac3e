"""How many calls an endpoint bears now: a steady rate with a small burst. All workers share one account's pace.

The generic cell rate algorithm (ITU-T I.371): one instant says how far ahead the calls that were granted reach.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

BURST_S = 0.2


@dataclass(frozen=True)
class Grant:
    """`calls` may be made now. `spent_until`: the new instant. `wait_s`: until one more is free; 0 when enough were."""

    calls: int
    spent_until: datetime
    wait_s: float


def grant(spent_until: datetime | None, now: datetime, *, wanted: int, calls_per_s: float) -> Grant:
    """Grant up to `wanted` calls at `now`. In any second at most 1.2 times `calls_per_s`, and never less than one."""
    if wanted < 0 or calls_per_s <= 0:
        raise ValueError("a pace is positive")
    start = now if spent_until is None else max(spent_until, now)
    burst_s = max(BURST_S, 1 / calls_per_s)
    ahead_s = (start - now).total_seconds()
    free = max(0, math.floor((burst_s - ahead_s) * calls_per_s + 1e-6))
    calls = min(wanted, free)
    reaches = start + timedelta(seconds=calls / calls_per_s)
    if calls == wanted:
        return Grant(calls, reaches, 0.0)
    wait_s = (reaches - now).total_seconds() + 1 / calls_per_s - burst_s
    return Grant(calls, reaches, max(wait_s, 0.001))
