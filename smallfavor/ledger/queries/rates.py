"""Reading rates, and what the books hold in other currencies than the base."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Q, Sum

from smallfavor.ledger.models import EntryKind, Rate, Transfer
from smallfavor.ledger.rules.exchange import Movement, RateTable

CONVERSION = "equity:conversion"
EXCHANGE_ACCOUNTS = ("income:exchange", "expenses:exchange")


def rate_table(base: str) -> RateTable:
    """All rates of this base currency."""
    rows: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
    for currency, day, worth in Rate.objects.filter(base=base).values_list("currency", "day", "worth"):
        rows[currency].append((day, worth))
    return RateTable(base, rows)


def movements_until(day: date, *, base: str) -> list[Movement]:
    """Day by day: what was held in other currencies, and all that went through the clearing account for conversions.

    What this reckoning has booked itself is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MOVEMENTS, {"day": day, "base": base, "conversion": CONVERSION})
        return [Movement(on, currency, int(minor), held) for on, currency, minor, held in cursor.fetchall()]


def booked_difference_minor(day: date, *, base: str) -> int:
    """Exchange differences that stand in the books at the end of `day`: income less expenses, in the base."""
    entries = Q(entry__kind=EntryKind.EXCHANGE, entry__posted_on__lte=day, currency=base)
    rows = Transfer.objects.filter(entries)
    came = rows.filter(credit_account__code__in=EXCHANGE_ACCOUNTS).aggregate(sum=Sum("amount_minor"))["sum"] or 0
    went = rows.filter(debit_account__code__in=EXCHANGE_ACCOUNTS).aggregate(sum=Sum("amount_minor"))["sum"] or 0
    return int(came - went)


_MOVEMENTS = """
WITH sides AS (
    SELECT posted_on, debit_account_id AS account_id, sum(amount_minor) AS minor
    FROM ledger_transfer JOIN ledger_entry ON ledger_entry.id = entry_id
    WHERE kind <> 'exchange' AND posted_on <= %(day)s GROUP BY 1, 2
    UNION ALL
    SELECT posted_on, credit_account_id, -sum(amount_minor)
    FROM ledger_transfer JOIN ledger_entry ON ledger_entry.id = entry_id
    WHERE kind <> 'exchange' AND posted_on <= %(day)s GROUP BY 1, 2
)
SELECT posted_on, currency, sum(minor), code <> %(conversion)s AS held
FROM sides JOIN ledger_account ON ledger_account.id = account_id
WHERE code = %(conversion)s OR (kind IN ('asset', 'liability') AND currency <> %(base)s)
GROUP BY 1, 2, 4 HAVING sum(minor) <> 0
"""
