"""Finds each charge a moment at which its card still bears one: never more than 8 in 30 days, over all pledges.

The caller is in a transaction and plans the attempts in it; rivals with the same card wait for its end.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from smallfavor.payments.models import Instrument
from smallfavor.payments.queries.cards import recent_charges
from smallfavor.payments.rules.card_limit import free_from
from smallfavor.payments.rules.retries import morning_from

# Only a card that was charged lately, or is wanted often in one batch, can be used up by two who plan at once; all
# others are not worth a lock.
LOCKED_FROM = 2


class CardRoom:
    """What is left on some cards at the moment `at` (mostly now; another day where the schedule is moved by hand).

    One query for all of them, a second one for those that were charged lately.
    """

    def __init__(self, instruments: Iterable[int], *, at: datetime, now: datetime, zone: ZoneInfo) -> None:
        self._zone = zone
        wanted = Counter(instruments)
        self._charged = recent_charges(wanted, at=at, now=now)
        crowded = sorted(card for card, n in wanted.items() if len(self._charged[card]) + n > LOCKED_FROM)
        if crowded:
            _lock(crowded)
            self._charged |= recent_charges(crowded, at=at, now=now)

    def take(self, instrument: int, wanted: datetime) -> datetime:
        """The moment for one more charge of this card: `wanted`, or the first morning on which the card is free."""
        charges = self._charged.setdefault(instrument, [])
        free = free_from(charges, wanted)
        if free > wanted:
            free = morning_from(free, self._zone)
        charges.append(free)
        return free


def _lock(instruments: list[int]) -> None:
    """In one order, so that two can't wait for each other."""
    rows = Instrument.objects.filter(pk__in=instruments).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk", flat=True))
