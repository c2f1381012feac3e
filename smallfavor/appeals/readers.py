"""Whether a request looks like a reader's and is not too many: what stands between the tallies and a spoofer.

Neither addresses nor names of browsers are kept, not in memory either. Not here: the pace itself (core/sender_pace.py).
"""

from collections.abc import Mapping
from typing import Any

from smallfavor.appeals.rules.tallies import is_robot
from smallfavor.core.clock import utcnow
from smallfavor.core.sender_pace import SenderPace
from smallfavor.core.senders import addresses_in, sender_of

# A school or a mobile network's whole corner may stand behind one address, and a push message may wake them at once:
# what is faster is thinned out.
BURST = 3_000
PER_S = 3.0
PACE = SenderPace(burst=BURST, per_s=PER_S)
AGENTS_REMEMBERED = 4_096
_robots: dict[int, bool] = {}  # by a hash whose key is this process's own


def is_of_a_reader(environ: Mapping[str, Any]) -> bool:
    """`environ` is WSGI's. Counts towards the sender's pace."""
    if _is_robot(environ.get("HTTP_USER_AGENT", "")):
        return False
    return PACE.allows(sender_of(*addresses_in(environ)), utcnow().timestamp())


def _is_robot(user_agent: str) -> bool:
    key = hash(user_agent)
    known = _robots.get(key)
    if known is None:
        if len(_robots) >= AGENTS_REMEMBERED:
            _robots.clear()
        known = _robots[key] = is_robot(user_agent)
    return known
