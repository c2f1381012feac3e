"""Income at the desk: month by month, told apart by interval, method, appeal, campaign or account."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest

from smallfavor.core.clock import add_months
from smallfavor.insight.books.screen import (
    BooksScreen,
    Sheet,
    amount_cell,
    csv_answer,
    money_words,
    month_words,
)
from smallfavor.insight.exports.plain import income_csv
from smallfavor.insight.queries.income_by import GROUPINGS, IncomeGroup, income_by
from smallfavor.insight.queries.income_in_base import MonthInBase, income_in_base
from smallfavor.insight.queries.money_in import in_the_papers_order
from smallfavor.ledger.rules.months import month_of

MONTHS = 13
INTERVALS = {"once": "Once", "monthly": "Every month", "yearly": "Every year"}
NO_ATTRIBUTION = {"appeal": "No appeal", "campaign": "No campaign", "interval": "No gift", "method": "No gift"}


class IncomeScreen(BooksScreen):
    page_title = "Income"
    template_name = "insight/books/income.html"
    screen = "books_income"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.by = request.GET.get("by", "interval")
        if self.by not in GROUPINGS:
            raise Http404("no such report")
        self.first, self.last = add_months(month_of(self.today), 1 - MONTHS), self.today
        if request.GET.get("export") == "csv":
            return csv_answer(income_csv(self.by, first=self.first, last=self.last), f"income-by-{self.by}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = income_by(self.by, first=self.first, last=self.last)
        by_currency: dict[str, list[IncomeGroup]] = {}
        for row in rows:
            by_currency.setdefault(row.currency, []).append(row)
        ordered = in_the_papers_order(by_currency)
        base = settings.BASE_CURRENCY
        together = income_in_base(first=self.first, last=self.last, base=base) if set(ordered) - {base} else []
        return super().get_context_data(**kwargs) | {
            "by": self.by,
            "groupings": GROUPINGS.items(),
            "sentence": self._sentence(ordered),
            "sheets": [_sheet(self.by, currency, found) for currency, found in ordered.items()],
            "together": _together(together, base),
            "base": base,
        }

    def _sentence(self, ordered: dict[str, list[IncomeGroup]]) -> str:
        month = month_of(self.today)
        sums = [
            money_words(sum(row.minor for row in rows if row.month == month), currency)
            for currency, rows in ordered.items()
            if any(row.month == month for row in rows)
        ]
        if not sums:
            return f"Nothing has come in yet in {month_words(month)}."
        return f"{', '.join(sums)} of income so far in {month_words(month)}, less what went back."


def _sheet(by: str, currency: str, rows: list[IncomeGroup]) -> Sheet:
    """Each month's groups, and below them the month's sum where there is more than one."""
    lines: list[tuple[object, ...]] = []
    for month, of_month in groupby(rows, key=lambda row: row.month):
        groups = list(of_month)
        for number, row in enumerate(groups):
            name = month_words(month) if number == 0 else ""
            lines.append((name, _group(by, row.group), str(row.entries), amount_cell(row.minor, currency)))
        if len(groups) > 1:
            total = amount_cell(sum(row.minor for row in groups), currency)
            lines.append(("", "Together", str(sum(row.entries for row in groups)), total))
    return Sheet(currency, ("Month", GROUPINGS[by], "Entries", "Income"), tuple(lines), 2)


def _group(by: str, group: str) -> str:
    if group == "–":
        return NO_ATTRIBUTION.get(by, group)
    return INTERVALS.get(group, group) if by == "interval" else group


def _together(months: list[MonthInBase], base: str) -> Sheet | None:
    if not months:
        return None
    rows = tuple(
        (month_words(row.month), row.missing, "–" if row.minor is None else amount_cell(row.minor, base))
        for row in months
    )
    return Sheet(f"All currencies in {base}", ("Month", "What is missing", "Income"), rows, 1)
