"""Issues receipts for money that came and credit notes for money that went back, numbered without gaps.

Apart from settling, so that no booking waits for another one's number. Not here: what a receipt shows (giving).
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from smallfavor.core.paper import current_paper

NUMBERS_LOCK = 7_130_000_002
BATCH = 1000


def issue_receipts(*, now: datetime, since: datetime | None = None, limit: int = BATCH) -> int:
    """Issue what is missing for everything booked, or seen from `since` on; how many were issued.

    In batches of `limit`, each in a transaction of its own: numbers are given under a lock and never lost, because a
    number and its row are written together.
    """
    issued, reached = 0, since
    while True:
        # The next batch begins where this one ended, instead of passing over everything from the first day again.
        count, reached = _issue(_DUE, {"since": reached, "limit": limit}, now=now)
        issued += count
        if count < limit:
            return issued


def issue_receipts_of(payment_uuid: str, *, now: datetime) -> int:
    """Issue what is missing for one payment, at once: its letter is being written."""
    return _issue(_OF_PAYMENT, {"uuid": payment_uuid, "limit": BATCH}, now=now)[0]


@transaction.atomic
def _issue(which: str, parameters: dict[str, Any], *, now: datetime) -> tuple[int, datetime | None]:
    """How many were issued, and when the last of them was seen."""
    paper = current_paper()
    today = paper.today(now)
    with connection.cursor() as cursor:
        # The lock first, and the number in the next statement: that one sees what the lock's last holder committed.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERS_LOCK])
        cursor.execute(
            _INSERT.replace("{which}", which),
            {**parameters, "year": today.year, "today": today, "now": now, "zone": paper.zone.key},
        )
        count, last_seen_at = cursor.fetchone()
    return count, last_seen_at


_DUE = "(%(since)s::timestamptz IS NULL OR object.seen_at >= %(since)s::timestamptz)"
_OF_PAYMENT = "object.payment_id = (SELECT id FROM payments_payment WHERE uuid = %(uuid)s::uuid)"
_INSERT = """
WITH due AS (
    SELECT object.*, row_number() OVER (ORDER BY object.seen_at, object.id) AS place
    FROM payments_providerobject AS object
    WHERE object.kind IN ('success', 'refund', 'return') AND object.entry_id IS NOT NULL AND {which}
      AND NOT EXISTS (SELECT 1 FROM payments_receipt WHERE provider_object_id = object.id)
    ORDER BY object.seen_at, object.id LIMIT %(limit)s
), last AS (SELECT coalesce(max(serial), 0) AS serial FROM payments_receipt WHERE year = %(year)s),
made AS (
INSERT INTO payments_receipt (year, serial, kind, payment_id, provider_object_id, amount_minor, currency, moved_on,
    issued_on, issued_at)
SELECT %(year)s, last.serial + due.place, CASE due.kind WHEN 'success' THEN 'receipt' ELSE 'credit_note' END,
    due.payment_id, due.id, due.amount_minor, due.currency,
    (due.created_at AT TIME ZONE %(zone)s)::date, %(today)s, %(now)s
FROM due, last ORDER BY due.place
RETURNING provider_object_id)
SELECT count(*), max(due.seen_at) FROM made JOIN due ON due.id = made.provider_object_id
"""
