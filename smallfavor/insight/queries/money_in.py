"""Money that came in, month by month, from the ledger: refunds are taken off in the month they happen.

Not here: what will come in (recurring.py).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings

from smallfavor.core.clock import add_months
from smallfavor.core.money import Money
from smallfavor.ledger.queries import IncomeLine, income_by_month

T = TypeVar("T")
INTERVALS = ("once", "monthly", "yearly")


@dataclass(frozen=True)
class MonthOfIncome:
    """One month in one currency; minor units, by the interval that the reader chose."""

    month: date
    currency: str
    once_minor: int = 0
    monthly_minor: int = 0
    yearly_minor: int = 0
    other_minor: int = 0

    @property
    def total_minor(self) -> int:
        return self.once_minor + self.monthly_minor + self.yearly_minor + self.other_minor

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)


def months_of_income(*, today: date, months: int, zone: ZoneInfo) -> dict[str, list[MonthOfIncome]]:
    """The last `months` months up to today's, by currency; months without income stand there with zeros.

    In the order in which the paper offers its currencies (the GIVING setting), others after them.
    """
    first = add_months(today.replace(day=1), 1 - months)
    sums: dict[tuple[str, date], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in income_by_month():
        if line.month >= first:
            sums[line.currency, line.month][_column(line)] += line.amount_minor
    currencies = {currency for currency, _ in sums}
    rows = {
        currency: [
            MonthOfIncome(month=month, currency=currency, **sums[currency, month])
            for month in (add_months(first, offset) for offset in range(months))
        ]
        for currency in currencies
    }
    return in_the_papers_order(rows)


def in_the_papers_order(rows: dict[str, T]) -> dict[str, T]:
    """By currency as the paper offers them: its main one first."""
    offered = list(settings.GIVING)
    return dict(sorted(rows.items(), key=lambda item: (offered.index(item[0]) if item[0] in offered else 99, item[0])))


def _column(line: IncomeLine) -> str:
    interval = line.code.rpartition(":")[2]
    return f"{interval}_minor" if interval in INTERVALS else "other_minor"
