"""How long the sweep waits between two look-ups of the same attempt."""

from datetime import timedelta

FIRST_S = 5
LONGEST_S = 3600


def wait_after(look_ups: int) -> timedelta:
    """5, 10, 20 ... seconds, an hour at most."""
    return timedelta(seconds=min(FIRST_S * 2 ** min(look_ups, 20), LONGEST_S))
