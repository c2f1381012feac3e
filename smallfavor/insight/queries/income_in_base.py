"""Income month by month in the base currency: each day's at that day's rates. A month that lacks a rate says which."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from smallfavor.ledger.queries.rates import rate_table
from smallfavor.ledger.rules.exchange import RateMissing, round_minor
from smallfavor.ledger.rules.months import month_of


@dataclass(frozen=True)
class MonthInBase:
    """`minor` units of the base; None where `missing` says which rate is not there."""

    month: date
    minor: int | None
    missing: str = ""


def income_in_base(*, first: date, last: date, base: str) -> list[MonthInBase]:
    """Newest first; months without income are left out. Exchange differences are no income here."""
    rates = rate_table(base)
    sums: dict[date, Decimal] = defaultdict(Decimal)
    missing: dict[date, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(_DAYS, {"first": first, "last": last})
        for day, currency, minor in cursor.fetchall():
            month = month_of(day)
            try:
                sums[month] += rates.value(int(minor), currency, day)
            except RateMissing as lacking:
                missing.setdefault(month, str(lacking))
    return [
        MonthInBase(month, None if month in missing else round_minor(sums[month]), missing.get(month, ""))
        for month in sorted({*sums, *missing}, reverse=True)
    ]


_DAYS = """
WITH earned AS (
    SELECT entry_id, credit_account_id AS account_id, amount_minor AS minor FROM ledger_transfer
    UNION ALL SELECT entry_id, debit_account_id, -amount_minor FROM ledger_transfer
)
SELECT posted_on, account.currency, sum(minor) FROM ledger_entry AS entry
JOIN earned ON earned.entry_id = entry.id
JOIN ledger_account AS account ON account.id = account_id AND account.kind = 'income' AND code <> 'income:exchange'
WHERE posted_on >= %(first)s AND posted_on <= %(last)s GROUP BY 1, 2
"""
