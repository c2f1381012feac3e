"""The trial balance at the desk: at the end of a month or today, in each currency, and in the base by rates."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.http import HttpRequest

from smallfavor.core.clock import add_months
from smallfavor.insight.books.screen import (
    BooksScreen,
    Sheet,
    amount_cell,
    csv_answer,
    day_words,
    money_words,
    month_asked,
    month_words,
)
from smallfavor.insight.exports.plain import trial_balance_csv
from smallfavor.insight.queries.money_in import in_the_papers_order
from smallfavor.ledger.models import Entry
from smallfavor.ledger.queries import AccountBalance, TrialBalance, last_closed, trial_balance_at
from smallfavor.ledger.queries.rates import rate_table
from smallfavor.ledger.rules.exchange import RateMissing, RateTable, round_minor
from smallfavor.ledger.rules.months import last_day, month_of

MONTHS_OFFERED = 36


class TrialBalanceScreen(BooksScreen):
    page_title = "Trial balance"
    template_name = "insight/books/trial_balance.html"
    screen = "books_trial_balance"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        month = month_asked(request)
        self.day = min(last_day(month), self.today) if month else self.today
        self.balance = trial_balance_at(self.day)
        if request.GET.get("export") == "csv":
            return csv_answer(trial_balance_csv(self.balance, day=self.day), f"trial-balance-{self.day}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rates = rate_table(settings.BASE_CURRENCY)
        by_currency: dict[str, list[AccountBalance]] = {}
        for account in self.balance.accounts:
            if account.moved:
                by_currency.setdefault(account.currency, []).append(account)
        sheets, missing = [], []
        for currency, accounts in in_the_papers_order(by_currency).items():
            sheet, lacking = _sheet(currency, accounts, self.balance.totals[currency], rates, self.day)
            sheets.append(sheet)
            missing += lacking
        closed = last_closed()
        return super().get_context_data(**kwargs) | {
            "sentence": _sentence(self.balance, self.day),
            "sheets": sheets,
            "missing": missing,
            "months": _months(self.today),
            "month": month_of(self.day).strftime("%Y-%m"),
            "is_today": self.day == self.today,
            "closed": month_words(closed.month) if closed else "",
        }


def _sentence(balance: TrialBalance, day: date) -> str:
    if not any(account.moved for account in balance.accounts):
        return f"Nothing stood in the books at the end of {day_words(day)}."
    if not balance.is_balanced:
        return f"At the end of {day_words(day)} the books do not balance. This must never be; run smallfavor reconcile."
    totals = in_the_papers_order(balance.totals)
    sums = ", ".join(money_words(debit, currency) for currency, (debit, _) in totals.items())
    return f"At the end of {day_words(day)} the books balance: {sums} on either side."


def _sheet(
    currency: str, accounts: list[AccountBalance], totals: tuple[int, int], rates: RateTable, day: date
) -> tuple[Sheet, list[str]]:
    header, foot, missing = ["Account", "Debit", "Credit", "Balance"], ["Together"], list[str]()
    foot += [amount_cell(totals[0], currency), amount_cell(totals[1], currency), ""]
    in_base: list[str] | None = None
    if currency != rates.base:
        try:
            worth = [round_minor(rates.value(row.balance_minor, currency, day)) for row in accounts]
            in_base = [amount_cell(minor, rates.base) for minor in worth]
            header.append(f"Balance in {rates.base}")
            foot.append("")
        except RateMissing as lacking:
            missing.append(f"Not shown in {rates.base}: {lacking}.")
    rows = [
        (
            row.code,
            *(amount_cell(minor, currency) for minor in (row.debit_minor, row.credit_minor, row.balance_minor)),
            *([in_base[number]] if in_base else []),
        )
        for number, row in enumerate(accounts)
    ]
    return Sheet(currency, tuple(header), tuple(rows), len(header) - 1, tuple(foot)), missing


def _months(today: date) -> list[tuple[str, str]]:
    """Months that can be chosen, newest first."""
    first = Entry.objects.aggregate(first=Min("posted_on"))["first"] or today
    months = [add_months(month_of(today), -back) for back in range(MONTHS_OFFERED)]
    return [(month.strftime("%Y-%m"), month_words(month)) for month in months if month >= month_of(first)]
