"""How often cards were charged lately, over all pledges: what the limit per card (rules/card_limit.py) is held against.

Not here: locking them and finding a charge its day (actions/card_room.py).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from smallfavor.payments.rules.card_limit import CARD_WINDOW, charges_left_at

# A card and its copies at other accounts are one card: first all that are kin to the wanted ones, then their charges.
# Sent ones count when they were sent, whatever came of them; planned ones when they will be, overdue ones as of now.
_CHARGES = """
WITH RECURSIVE kin AS (
  SELECT card, card AS instrument FROM unnest(%(cards)s::bigint[]) AS card
  UNION
  SELECT kin.card, other.id FROM kin CROSS JOIN LATERAL (
    SELECT copy_of_id AS id FROM payments_instrument WHERE id = kin.instrument AND copy_of_id IS NOT NULL
    UNION ALL
    SELECT id FROM payments_instrument WHERE copy_of_id = kin.instrument
  ) AS other
), charge AS (
  SELECT instrument_id, first_sent_at AS moment FROM payments_attempt
  WHERE instrument_id = ANY(ARRAY(SELECT instrument FROM kin)) AND first_sent_at > %(since)s
  UNION ALL
  SELECT instrument_id, greatest(send_after, %(now)s) FROM payments_attempt
  WHERE instrument_id = ANY(ARRAY(SELECT instrument FROM kin)) AND first_sent_at IS NULL AND state = 'planned'
    AND greatest(send_after, %(now)s) > %(since)s
)
SELECT kin.card, charge.moment FROM charge JOIN kin ON kin.instrument = charge.instrument_id
"""


def recent_charges(instruments: Iterable[int], *, at: datetime, now: datetime) -> dict[int, list[datetime]]:
    """When each of these cards was charged in the 30 days before `at`, or will be: planned charges count too.

    `at` is the moment for which another charge is wanted, mostly `now`. One query, whatever the number of cards.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CHARGES, {"cards": list(instruments), "since": at - CARD_WINDOW, "now": now})
        found: dict[int, list[datetime]] = defaultdict(list)
        for instrument, moment in cursor.fetchall():
            found[instrument].append(moment)
    return found


def charges_left(instruments: Iterable[int], now: datetime) -> dict[int, int]:
    """How many more charges each of these cards bears now."""
    wanted = list(instruments)
    charged = recent_charges(wanted, at=now, now=now)
    return {instrument: charges_left_at(charged.get(instrument, []), now) for instrument in wanted}
