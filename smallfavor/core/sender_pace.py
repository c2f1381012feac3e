"""How fast one sender may do a thing. Pure but for its own short memory; it holds no address, only salted hashes.

Each process keeps its own. Not here: who a sender is (senders.py), and what is paced (appeals/readers.py,
reminders/mail_pace.py).
"""

import hashlib
import secrets

SENDERS_MAX = 50_000
DAY_S = 86_400


class SenderPace:
    """From one sender `burst` at once, then `per_s` a second. What is faster is refused.

    A sender is remembered only while its burst is not whole again, under a salt that is thrown away each day.
    """

    def __init__(self, *, burst: int, per_s: float) -> None:
        self._gap_s = 1 / per_s
        self._burst_s = burst / per_s
        self._day = -1.0
        self._salt = b""
        self._whole_at: dict[bytes, float] = {}  # by hashed sender: when its burst is whole again

    def allows(self, sender: str, now_s: float) -> bool:
        """Count one more of `sender` at `now_s` (Unix seconds); False when it is too fast.

        An unknown sender ("") always may, and so may a new one while more are remembered than there is room for.
        """
        if not sender:
            return True
        if now_s // DAY_S != self._day:
            self._day, self._salt, self._whole_at = now_s // DAY_S, secrets.token_bytes(16), {}
        key = hashlib.blake2b(sender.encode(), key=self._salt, digest_size=8).digest()
        whole_at = self._whole_at.get(key)
        if whole_at is None:
            return self._meet(key, now_s)
        after = max(whole_at, now_s) + self._gap_s
        if after > now_s + self._burst_s:
            return False
        self._whole_at[key] = after
        return True

    def _meet(self, key: bytes, now_s: float) -> bool:
        if len(self._whole_at) >= SENDERS_MAX:
            # A copy is walked: other threads go on counting meanwhile.
            self._whole_at = {each: whole_at for each, whole_at in list(self._whole_at.items()) if whole_at > now_s}
        if len(self._whole_at) < SENDERS_MAX:
            self._whole_at[key] = now_s + self._gap_s
        return True
