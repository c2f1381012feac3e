"""Keeps exchange rates: from a file, or typed at the desk. Rates of closed months can't be changed."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from smallfavor.ledger.models import Rate
from smallfavor.ledger.queries.closing import last_closed
from smallfavor.ledger.rules.months import last_day
from smallfavor.ledger.rules.rate_file import DayRate


class RateFixed(Exception):
    """Raised when a rate of a closed month would change: figures were made with it. Nothing is kept."""

    code = "rate_fixed"


@transaction.atomic
def load_rates(rates: Sequence[DayRate], *, base: str, source: str, now: datetime) -> int:
    """Keep these rates, all or none; how many are new or changed. One that stands already with that value is left.

    Raises RateFixed.
    """
    closed = last_closed()
    fixed_until = last_day(closed.month) if closed else date.min
    days = {rate.day for rate in rates}
    standing: dict[tuple[date, str], Decimal] = {
        (day, currency): worth
        for day, currency, worth in Rate.objects.filter(base=base, day__in=days).values_list("day", "currency", "worth")
    }
    fresh = [rate for rate in rates if standing.get((rate.day, rate.currency)) != rate.worth]
    for rate in fresh:
        if rate.day <= fixed_until and (rate.day, rate.currency) in standing:
            raise RateFixed(f"{rate.currency} on {rate.day} is of a closed month and stands with another rate")
    Rate.objects.bulk_create(
        [
            Rate(day=r.day, currency=r.currency, base=base, worth=r.worth, source=source[:80], noted_at=now)
            for r in fresh
        ],
        update_conflicts=True,
        unique_fields=["base", "currency", "day"],
        update_fields=["worth", "source", "noted_at"],
        batch_size=5000,
    )
    return len(fresh)
