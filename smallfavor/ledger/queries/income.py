"""Income by month, by the days that entries are posted on. Refunds are taken off in the month they happen."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

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


def income_by_month() -> list[IncomeLine]:
    """Every month with income, oldest first."""
    return _by_month(Transfer.objects.all())


def income_between(first: date, last: date) -> list[IncomeLine]:
    """As `income_by_month`, of what is posted from `first` to `last`, both included."""
    return _by_month(Transfer.objects.filter(entry__posted_on__gte=first, entry__posted_on__lte=last))


def _by_month(transfers: QuerySet[Transfer]) -> list[IncomeLine]:
    sums: dict[tuple[date, str, str], int] = defaultdict(int)
    for side, sign in (("credit_account", 1), ("debit_account", -1)):
        rows = (
            transfers.filter(**{f"{side}__kind": AccountKind.INCOME})
            .annotate(month=TruncMonth("entry__posted_on"))
            .values("month", f"{side}__code", "currency")
            .annotate(total=Sum("amount_minor"))
            .order_by()
        )
        for row in rows:
            sums[row["month"], row[f"{side}__code"], row["currency"]] += sign * row["total"]
    return [IncomeLine(month, code, currency, total) for (month, code, currency), total in sorted(sums.items())]
