"""Income by month, in the paper's own calendar. Refunds are taken off in the month they happen."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from smallfavor.ledger.models import AccountKind, Transfer


@dataclass(frozen=True)
class IncomeLine:
    """What one income account earned in one month; minor units, negative where more went back than came."""

    month: date
    code: str
    currency: str
    amount_minor: int


def income_by_month(*, zone: ZoneInfo) -> list[IncomeLine]:
    """Every month with income, oldest first; a month begins at midnight in `zone`."""
    return _by_month(Transfer.objects.all(), zone)


def income_between(start: datetime, end: datetime, *, zone: ZoneInfo) -> list[IncomeLine]:
    """As `income_by_month`, of what happened from `start` until before `end`."""
    return _by_month(Transfer.objects.filter(entry__happened_at__gte=start, entry__happened_at__lt=end), zone)


def _by_month(transfers: QuerySet[Transfer], zone: ZoneInfo) -> list[IncomeLine]:
    sums: dict[tuple[date, str, str], int] = defaultdict(int)
    for side, sign in (("credit_account", 1), ("debit_account", -1)):
        rows = (
            transfers.filter(**{f"{side}__kind": AccountKind.INCOME})
            .annotate(month=TruncMonth("entry__happened_at", tzinfo=zone))
            .values("month", f"{side}__code", "currency")
            .annotate(total=Sum("amount_minor"))
            .order_by()
        )
        for row in rows:
            sums[row["month"].date(), row[f"{side}__code"], row["currency"]] += sign * row["total"]
    return [IncomeLine(month, code, currency, total) for (month, code, currency), total in sorted(sums.items())]
