"""Gifts that came by pleas, summed up in the base currency, from the ledger: less whatever went back of them.

A gift is a one-time payment or the first payment of a pledge; its value V, and why, is in docs/rules/learning.md. It
belongs to the variant and the manifest version in its link, and to the day on which it was paid. Not here: later
payments of pledges, which V foresees, and counts from browsers (appeals/queries/counts.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection

from smallfavor.core.money import exponent
from smallfavor.core.paper import current_paper
from smallfavor.ledger.models import Account
from smallfavor.ledger.rules.exchange import OLDEST_RATE

GROUPINGS: Mapping[str, str] = {
    "appeal": "appeal",
    "variant": "variant",
    "version": "version",
    "country": "country",
    "day": "day",
}


@dataclass(frozen=True)
class Worth:
    """How gifts are valued: a monthly one counts `months` times, each up to `cap_minor`, in the base `currency`."""

    months: float
    cap_minor: int
    currency: str


@dataclass(frozen=True)
class Window:
    """Gifts paid from `start` on and before `end`, both aware."""

    start: datetime
    end: datetime

    @property
    def first_day(self) -> date:
        return current_paper().today(self.start)

    @property
    def last_day(self) -> date:
        return current_paper().today(self.end)


@dataclass(frozen=True)
class GiftSums:
    """Sums over gifts; amounts are in minor units of the base, not rounded.

    `gifts` of which something was kept, `monthly` of them; `returned` of which nothing was. `value` and `squares`: of V
    and V squared, each capped; `uncapped`: of V as it is. `paid`: what came in with them, without what is foreseen.
    `unpriced`: gifts in a currency without a rate near their day; they are in no other sum.
    """

    gifts: int = 0
    monthly: int = 0
    returned: int = 0
    value: float = 0.0
    squares: float = 0.0
    uncapped: float = 0.0
    paid: float = 0.0
    unpriced: int = 0

    def __add__(self, other: "GiftSums") -> "GiftSums":
        return GiftSums(
            self.gifts + other.gifts,
            self.monthly + other.monthly,
            self.returned + other.returned,
            self.value + other.value,
            self.squares + other.squares,
            self.uncapped + other.uncapped,
            self.paid + other.paid,
            self.unpriced + other.unpriced,
        )


@dataclass(frozen=True)
class Unpriced:
    """Gifts that can't be counted: no rate of `currency` near `day`, the first such day."""

    currency: str
    day: date
    gifts: int


def gift_sums(
    appeals: Iterable[str], *, by: Sequence[str], window: Window, worth: Worth
) -> dict[tuple[Any, ...], GiftSums]:
    """Sums by the values of `by`, one or more of GROUPINGS, in that order. Raises KeyError for another grouping."""
    keys = ", ".join(GROUPINGS[name] for name in by)
    places = ", ".join(str(number + 1) for number in range(len(by)))
    rows = _rows(f"{_GIFTS} SELECT {keys}, {_SUMS} FROM valued GROUP BY {places}", appeals, window, worth)  # noqa: S608
    found = {}
    for row in rows:
        gifts, monthly, returned, value, squares, uncapped, paid, unpriced = row[len(by) :]
        sums = GiftSums(
            gifts, monthly, returned, float(value), float(squares), float(uncapped), float(paid), int(unpriced)
        )
        found[tuple(row[: len(by)])] = sums
    return found


def unpriced_gifts(appeals: Iterable[str], *, window: Window, worth: Worth) -> list[Unpriced]:
    """By currency, what lacks a rate."""
    sql = f"{_GIFTS} SELECT currency, min(day), count(*) FROM valued WHERE v IS NULL GROUP BY 1 ORDER BY 1"  # noqa: S608
    return [Unpriced(*row) for row in _rows(sql, appeals, window, worth)]


def _rows(sql: str, appeals: Iterable[str], window: Window, worth: Worth) -> list[tuple[Any, ...]]:
    currencies = sorted({*Account.objects.values_list("currency", flat=True), worth.currency, *settings.GIVING})
    digits = exponent(worth.currency)
    values: dict[str, Any] = {
        "appeals": list(appeals),
        "start": window.start,
        "end": window.end,
        "zone": current_paper().zone.key,
        "base": worth.currency,
        "months": Decimal(str(worth.months)),
        "cap": worth.cap_minor,
        "oldest": OLDEST_RATE.days,
        "currencies": currencies,
        "scales": [Decimal(1).scaleb(digits - exponent(currency)) for currency in currencies],
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


# Of each gift: `net`, what was kept of it by the books (a dispute is an expense, all else is taken off the income),
# its `worth` on its day by the latest rate that is near enough (ledger/rules/exchange.py says the same), and V.
_GIFTS = """
WITH gifts AS MATERIALIZED (
    SELECT payment.id, payment.uuid, payment.appeal, payment.variant, payment.manifest_version AS version,
        payment.currency, payment.interval, supporter.country,
        (payment.paid_at AT TIME ZONE %(zone)s)::date AS day
    FROM payments_payment AS payment JOIN supporters_supporter AS supporter ON supporter.id = payment.supporter_id
    WHERE payment.appeal = ANY(%(appeals)s) AND payment.appeal <> ''
      AND payment.paid_at >= %(start)s AND payment.paid_at < %(end)s AND payment.paid_entry_id IS NOT NULL
      AND (payment.period = 0 OR payment.period IS NULL)
), counted AS (
    SELECT id FROM ledger_account WHERE kind = 'income' OR code = 'expenses:disputes'
), moved AS (
    SELECT gifts.id, transfer.amount_minor AS minor, transfer.credit_account_id AS account_id
    FROM gifts JOIN ledger_entry AS entry ON entry.payment_uuid = gifts.uuid
    JOIN ledger_transfer AS transfer ON transfer.entry_id = entry.id
    UNION ALL
    SELECT gifts.id, -transfer.amount_minor, transfer.debit_account_id
    FROM gifts JOIN ledger_entry AS entry ON entry.payment_uuid = gifts.uuid
    JOIN ledger_transfer AS transfer ON transfer.entry_id = entry.id
), nets AS (
    SELECT id, greatest(sum(minor), 0) AS net FROM moved WHERE account_id IN (SELECT id FROM counted) GROUP BY id
), scales AS (
    SELECT * FROM unnest(%(currencies)s::text[], %(scales)s::numeric[]) AS scale(currency, factor)
), rates AS (
    SELECT asked.currency, asked.day, factor * CASE WHEN asked.currency = %(base)s THEN 1 ELSE rate.worth END AS worth
    FROM (SELECT DISTINCT currency, day FROM gifts) AS asked
    JOIN scales ON scales.currency = asked.currency
    LEFT JOIN LATERAL (
        SELECT worth FROM ledger_rate
        WHERE base = %(base)s AND ledger_rate.currency = asked.currency
          AND ledger_rate.day <= asked.day AND ledger_rate.day >= asked.day - %(oldest)s
        ORDER BY ledger_rate.day DESC LIMIT 1
    ) AS rate ON true
), valued AS (
    SELECT gifts.*, coalesce(net, 0) AS net, coalesce(net, 0) * worth AS paid,
        coalesce(net, 0) * worth * CASE interval WHEN 'monthly' THEN %(months)s ELSE 1 END AS v
    FROM gifts LEFT JOIN nets ON nets.id = gifts.id JOIN rates USING (currency, day)
)
"""
_SUMS = """
    count(*) FILTER (WHERE net > 0 AND v IS NOT NULL),
    count(*) FILTER (WHERE net > 0 AND v IS NOT NULL AND interval = 'monthly'),
    count(*) FILTER (WHERE net = 0 AND v IS NOT NULL),
    coalesce(sum(least(v, %(cap)s)), 0), coalesce(sum(least(v, %(cap)s) ^ 2), 0), coalesce(sum(v), 0),
    coalesce(sum(paid), 0), count(*) FILTER (WHERE v IS NULL)
"""
