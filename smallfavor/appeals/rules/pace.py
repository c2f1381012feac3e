"""How fast one sender may count. Pure but for its own short memory; it holds no address, only salted hashes.

Not here: which address a request comes from (views.py).
"""

import hashlib
import ipaddress
import secrets
from collections import Counter

WINDOW_S = 60
BEACONS_PER_WINDOW = 600  # a whole mobile network may stand behind one address
SENDERS_MAX = 50_000


class Pace:
    """At most `limit` a minute from one sender. Forgets everything each minute, its salt included."""

    def __init__(self, limit: int = BEACONS_PER_WINDOW) -> None:
        self.limit = limit
        self._window = -1
        self._salt = b""
        self._seen: Counter[bytes] = Counter()

    def allows(self, sender: str, now_s: float) -> bool:
        """Count one more from `sender` at `now_s`; False when it is too fast. An unknown sender ("") always may."""
        if not sender:
            return True
        window = int(now_s // WINDOW_S)
        if window != self._window:
            self._window, self._salt, self._seen = window, secrets.token_bytes(16), Counter()
        key = hashlib.blake2b(sender.encode(), key=self._salt, digest_size=8).digest()
        if key not in self._seen and len(self._seen) >= SENDERS_MAX:
            return True
        self._seen[key] += 1
        return self._seen[key] <= self.limit


def sender_of(address: str, forwarded_for: str) -> str:
    """Who sent a request: its address or, behind a proxy of ours (a private address), what the proxy says.

    "" where a proxy says nothing: then everybody would share one pace.
    """
    if not _is_private(address):
        return address
    last = forwarded_for.rpartition(",")[2].strip()
    return last if last and not _is_private(last) else ""


def _is_private(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return True
