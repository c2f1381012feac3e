"""Income month by month, by what it is attributed to: the books' amounts, with the payments' own attribution.

What no payment stands behind (other income, corrections) has none. Not here: the chart of money in (money_in.py).
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from smallfavor.appeals.models import Appeal

#: What income can be told apart by, and how the desk says it.
GROUPINGS = {
    "interval": "How often",
    "method": "Method",
    "appeal": "Appeal",
    "campaign": "Campaign",
    "account": "Account",
}
NONE = "–"


@dataclass(frozen=True)
class IncomeGroup:
    """One month, one currency, one group; minor units, negative where more went back than came."""

    month: date
    currency: str
    group: str
    minor: int
    entries: int


def income_by(grouping: str, *, first: date, last: date) -> list[IncomeGroup]:
    """What is posted from `first` to `last`, newest month first, the largest groups first.

    Raises KeyError for a grouping that is not in GROUPINGS.
    """
    column = _COLUMNS[grouping]
    with connection.cursor() as cursor:
        cursor.execute(_INCOME.replace("{column}", column), {"first": first, "last": last})
        rows = [
            IncomeGroup(month, currency, group, int(minor), count)
            for month, currency, group, minor, count in cursor.fetchall()
        ]
    return _by_campaign(rows) if grouping == "campaign" else rows


def _by_campaign(rows: list[IncomeGroup]) -> list[IncomeGroup]:
    """Appeals under the campaigns that they stand under now."""
    names = dict(Appeal.objects.exclude(campaign=None).values_list("slug", "campaign__name"))
    sums: dict[tuple[date, str, str], tuple[int, int]] = {}
    for row in rows:
        key = (row.month, row.currency, names.get(row.group, NONE))
        minor, entries = sums.get(key, (0, 0))
        sums[key] = (minor + row.minor, entries + row.entries)
    found = [IncomeGroup(*key, *pair) for key, pair in sums.items()]
    return sorted(found, key=_newest_and_largest)


def _newest_and_largest(row: IncomeGroup) -> tuple[int, str, int, str]:
    return (-row.month.toordinal(), row.currency, -row.minor, row.group)


_COLUMNS: dict[str, str] = {
    "interval": "coalesce(payment.interval, '–')",
    "method": "coalesce(nullif(payment.method, ''), '–')",
    "appeal": "coalesce(nullif(payment.appeal, ''), '–')",
    "campaign": "coalesce(nullif(payment.appeal, ''), '–')",
    "account": "code",
}
_INCOME = """
WITH earned AS (
    SELECT entry_id, credit_account_id AS account_id, amount_minor AS minor FROM ledger_transfer
    UNION ALL SELECT entry_id, debit_account_id, -amount_minor FROM ledger_transfer
)
SELECT date_trunc('month', posted_on)::date AS month, account.currency, {column} AS grouped, sum(minor) AS total,
    count(DISTINCT entry.id)
FROM ledger_entry AS entry
JOIN earned ON earned.entry_id = entry.id
JOIN ledger_account AS account ON account.id = account_id AND account.kind = 'income'
LEFT JOIN payments_payment AS payment ON payment.uuid = entry.payment_uuid
WHERE posted_on >= %(first)s AND posted_on <= %(last)s
GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 4 DESC, 3
"""
