"""Under which ids payments of ours were seen at Mollie: a shortcut for this process alone, never an answer.

Mollie can't search by metadata. What an attempt of ours became is therefore remembered when it passes by; what is
remembered is looked at afresh each time, and what is not is found by listing (reading.py).
"""

import functools
import threading
from collections import OrderedDict

from smallfavor.payments.providers.base import Ours

MOST = 20_000
Name = tuple[str, str, int, str]


def name_of(ours: Ours) -> Name:
    """What makes two of ours the same attempt; of a setup page, the same pledge."""
    return (ours.installation, ours.payment, ours.attempt if ours.payment else 0, "" if ours.payment else ours.pledge)


class Seen:
    """The newest so many. Safe from any thread."""

    def __init__(self) -> None:
        self._ids: OrderedDict[Name, set[str]] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, ours: Ours | None, object_id: str) -> None:
        if ours is None:
            return
        with self._lock:
            self._ids.setdefault(name_of(ours), set()).add(object_id)
            self._ids.move_to_end(name_of(ours))
            while len(self._ids) > MOST:
                self._ids.popitem(last=False)

    def ids(self, ours: Ours) -> list[str]:
        with self._lock:
            return sorted(self._ids.get(name_of(ours), ()))

    def forget(self, ours: Ours) -> None:
        with self._lock:
            self._ids.pop(name_of(ours), None)


@functools.cache
def seen_by(url: str, token: str) -> Seen:
    """The one memory of this account in this process."""
    return Seen()
