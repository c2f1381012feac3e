"""For how many of its first twelve months a monthly pledge is paid, from the paper's own pledges.

Not here: how the steps are smoothed (insight/learning/value.py).
"""

from datetime import datetime, timedelta

from django.db import connection

from smallfavor.insight.learning.value import MONTHS, Renewals, months_expected

LOOKED_BACK = timedelta(days=730)
# After a decline it is tried for two weeks, and a reader may then bring another card; what is younger is not decided.
SETTLED_AFTER = timedelta(days=30)


def months_of_a_pledge(now: datetime) -> float:
    """E[months], between 1 and 12, from pledges begun in the last two years; the usual figure where there are few."""
    return months_expected(renewals(now))


def renewals(now: datetime) -> list[Renewals]:
    """The k-th renewals, of pledges that had paid all before: how many were due by now and how many of them were paid.

    A period that was skipped, given back or taken back by the bank counts as not paid, and so do those after a pledge
    has ended.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RUNS, {"since": now - LOOKED_BACK, "settled": now - SETTLED_AFTER, "last": MONTHS - 1})
        runs = [(int(paid), int(due), count) for paid, due, count in cursor.fetchall()]
    return [
        Renewals(
            due=sum(count for paid, due, count in runs if paid >= k and due >= k),
            paid=sum(count for paid, due, count in runs if paid > k and due >= k),
        )
        for k in range(1, MONTHS)
    ]


# `run`: how many periods were paid from the first on without a gap; `due`: how many renewals were due by then.
_RUNS = """
WITH paid AS (
    SELECT payment.pledge_id, payment.period,
        row_number() OVER (PARTITION BY payment.pledge_id ORDER BY payment.period) - 1 AS place
    FROM payments_payment AS payment JOIN payments_pledge AS pledge ON pledge.id = payment.pledge_id
    WHERE pledge.interval = 'monthly' AND pledge.started_at >= %(since)s AND payment.period <= %(last)s
      AND payment.state = 'paid'
), runs AS (
    SELECT pledge_id, count(*) FILTER (WHERE period = place) AS run FROM paid GROUP BY 1
), waited AS (
    SELECT run, age(%(settled)s, pledge.started_at) AS since
    FROM runs JOIN payments_pledge AS pledge ON pledge.id = pledge_id
)
SELECT run, greatest(0, date_part('year', since) * 12 + date_part('month', since)) AS due, count(*)
FROM waited GROUP BY 1, 2
"""
