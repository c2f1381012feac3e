"""What became of renewals that were declined: of how many, how many came in after all, and by what.

A renewal belongs to the month (in the paper's zone) of its first decline, whatever happens later.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import connection

from smallfavor.core.clock import add_months
from smallfavor.core.money import Money
from smallfavor.insight.queries.money_in import in_the_papers_order

# `first`: the first decline of each renewal. `paid_by`: the attempt whose money counts. A page on which the payer was
# present is a confirmation; a charge of the card that was declined first is another try, of any other one another card.
_SQL = """
WITH declined AS (
    SELECT DISTINCT ON (decline.payment_id) decline.payment_id, decline.created_at, attempt.instrument_id
    FROM payments_providerobject AS decline
    JOIN payments_payment AS payment ON payment.id = decline.payment_id AND payment.period > 0
    LEFT JOIN payments_attempt AS attempt ON attempt.id = decline.attempt_id
    WHERE decline.kind = 'decline' AND decline.seen_at >= %(start)s
    ORDER BY decline.payment_id, decline.created_at, decline.id
)
SELECT date_trunc('month', declined.created_at AT TIME ZONE %(zone)s)::date, payment.currency,
       CASE
           WHEN payment.state IN ('paid', 'refunded', 'disputed') THEN
               CASE WHEN paid_by.operation = 'checkout' THEN 'by_confirmation'
                    WHEN paid_by.instrument_id IS DISTINCT FROM declined.instrument_id THEN 'by_card'
                    ELSE 'by_retry' END
           WHEN payment.state IN ('planned', 'processing', 'awaiting_payer') THEN 'open'
           WHEN payment.state = 'failed' AND payment.confirm_by IS NOT NULL AND pledge.state = 'active' THEN 'open'
           WHEN payment.state = 'waived' OR pledge.state = 'cancelled' THEN 'stopped'
           ELSE 'lapsed'
       END AS outcome,
       count(*), sum(payment.amount_minor)
FROM declined
JOIN payments_payment AS payment ON payment.id = declined.payment_id
JOIN payments_pledge AS pledge ON pledge.id = payment.pledge_id
LEFT JOIN payments_providerobject AS success
    ON success.payment_id = payment.id AND success.kind = 'success' AND NOT success.duplicate
LEFT JOIN payments_attempt AS paid_by ON paid_by.id = success.attempt_id
WHERE NOT EXISTS (
    SELECT 1 FROM payments_providerobject AS earlier
    WHERE earlier.payment_id = payment.id AND earlier.kind = 'decline' AND earlier.seen_at < %(start)s)
GROUP BY 1, 2, 3
"""
OUTCOMES = ("by_retry", "by_card", "by_confirmation", "open", "lapsed", "stopped")
RECOVERED = OUTCOMES[:3]


@dataclass(frozen=True)
class MonthOfRecovery:
    """Renewals declined for the first time in `month`, and what they have become by now; each in one outcome."""

    month: date
    currency: str
    by_retry: int = 0
    by_card: int = 0
    by_confirmation: int = 0
    open: int = 0
    lapsed: int = 0
    stopped: int = 0
    declined_minor: int = 0
    recovered_minor: int = 0

    @property
    def recovered(self) -> int:
        return self.by_retry + self.by_card + self.by_confirmation

    @property
    def declined(self) -> int:
        """The denominator: all of them, open ones too."""
        return self.recovered + self.open + self.lapsed + self.stopped

    @property
    def percent(self) -> int | None:
        """Of a hundred declined renewals, so many came in after all; None where none was declined."""
        return (self.recovered * 200 + self.declined) // (2 * self.declined) if self.declined else None

    @property
    def declined_amount(self) -> Money:
        return Money(self.declined_minor, self.currency)

    @property
    def recovered_amount(self) -> Money:
        return Money(self.recovered_minor, self.currency)


def months_of_recovery(*, today: date, months: int, zone: ZoneInfo) -> dict[str, list[MonthOfRecovery]]:
    """The last `months` months up to today's, by currency; months without a decline stand there with zeros."""
    this_month = today.replace(day=1)
    starts = [add_months(this_month, offset) for offset in range(1 - months, 1)]
    start = datetime.combine(starts[0], time.min, zone)
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"start": start, "zone": zone.key})
        found = cursor.fetchall()
    sums: dict[tuple[str, date], dict[str, int]] = {}
    for month, currency, outcome, count, minor in found:
        row = sums.setdefault((currency, month), {})
        row[outcome] = count
        row["declined_minor"] = row.get("declined_minor", 0) + int(minor)
        if outcome in RECOVERED:
            row["recovered_minor"] = row.get("recovered_minor", 0) + int(minor)
    rows = {
        currency: [MonthOfRecovery(month, currency, **sums.get((currency, month), {})) for month in starts]
        for currency in {currency for currency, month in sums if month in starts}
    }
    return in_the_papers_order(rows)
