"""When somebody still counts as writing. Pure."""

from datetime import datetime, timedelta

STALE_AFTER = timedelta(minutes=15)


def is_stale(seen_at: datetime, now: datetime) -> bool:
    """Nobody waits for who was last known to write a quarter of an hour ago."""
    return now - seen_at >= STALE_AFTER
