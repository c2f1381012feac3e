"""The call upward: the bank's record of these attempts has changed, so whoever keeps their payments looks it up afresh.

Sent with `account` (a provider account's code), `metadata` (of each object that changed, as it was given to us) and
`now`. It is a hint, never evidence: what the record says is read by the ordinary look-up.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.dispatch import Signal

record_changed = Signal()


def tell(account: str, metadata: Iterable[Mapping[str, str]], *, now: datetime) -> None:
    """Say it, once for each attempt."""
    different = {tuple(sorted(one.items())): dict(one) for one in metadata}
    if different:
        record_changed.send(sender=None, account=account, metadata=list(different.values()), now=now)
