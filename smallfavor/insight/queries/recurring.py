"""Monthly recurring revenue: what the pledges that stand bring in an average month.

A pledge counts at a month's end when its last change of state up to then left it active and it has been paid at
least once; it counts with the amount of its latest payment, a yearly one with a twelfth. So a pledge that was
announced and never paid adds nothing, and a rise counts from the first payment that carries it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import connection

from smallfavor.core.clock import add_months
from smallfavor.core.money import Money
from smallfavor.insight.queries.money_in import in_the_papers_order

_SQL = """
WITH standing AS (
    SELECT DISTINCT ON (ends.at, change.pledge_id) ends.at, change.pledge_id, change.state
    FROM unnest(%(ends)s::timestamptz[]) AS ends(at)
    JOIN payments_statechange AS change ON change.pledge_id IS NOT NULL AND change.happened_at < ends.at
    ORDER BY ends.at, change.pledge_id, change.happened_at DESC, change.id DESC
)
SELECT standing.at, latest.currency, count(*),
       sum(CASE latest.interval WHEN 'yearly' THEN latest.amount_minor / 12.0 ELSE latest.amount_minor END)
FROM standing
JOIN LATERAL (
    SELECT payment.currency, payment.interval, payment.amount_minor
    FROM payments_payment AS payment
    WHERE payment.pledge_id = standing.pledge_id AND payment.paid_at < standing.at
    ORDER BY payment.paid_at DESC LIMIT 1
) AS latest ON true
WHERE standing.state = 'active'
GROUP BY standing.at, latest.currency
"""


@dataclass(frozen=True)
class MonthOfPledges:
    """At the end of `month`, or now for the running month: pledges that stand, and their monthly value."""

    month: date
    currency: str
    pledges: int
    monthly_minor: int

    @property
    def monthly(self) -> Money:
        return Money(self.monthly_minor, self.currency)


def months_of_pledges(*, now: datetime, months: int, zone: ZoneInfo) -> dict[str, list[MonthOfPledges]]:
    """The last `months` months, by currency, months without pledges with zeros; the running month as of `now`."""
    this_month = now.astimezone(zone).date().replace(day=1)
    starts = [add_months(this_month, offset) for offset in range(1 - months, 1)]
    ends = [datetime.combine(add_months(start, 1), time.min, zone) for start in starts[:-1]] + [now]
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"ends": ends})
        found = {(at, currency): (count, round(value)) for at, currency, count, value in cursor.fetchall()}
    rows = {
        currency: [
            MonthOfPledges(start, currency, *found.get((end, currency), (0, 0)))
            for start, end in zip(starts, ends, strict=True)
        ]
        for currency in {currency for _, currency in found}
    }
    return in_the_papers_order(rows)
