"""How often one card may be charged, over all pledges. In prose with a worked table: docs/rules/retries.md."""

from collections.abc import Sequence
from datetime import datetime, timedelta

CHARGES_PER_CARD = 8
CARD_WINDOW = timedelta(days=30)


def charges_left_at(charged: Sequence[datetime], at: datetime) -> int:
    """How many charges a card bears at `at`, with those at `charged` made or planned already."""
    return max(0, CHARGES_PER_CARD - sum(moment > at - CARD_WINDOW for moment in charged))


def free_from(charged: Sequence[datetime], wanted: datetime) -> datetime:
    """The first moment, not before `wanted`, at which one more charge leaves every 30 days with at most 8.

    Charges that are planned for later than `wanted` count as well: they were there first.
    """
    if len(charged) < CHARGES_PER_CARD:
        return wanted
    return max(wanted, sorted(charged)[-CHARGES_PER_CARD] + CARD_WINDOW)
