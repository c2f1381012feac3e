"""Closing a month at the desk: what will be closed, what should be looked at first, one button; the closed months."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from smallfavor.insight.books.screen import (
    BooksScreen,
    Sheet,
    amount_cell,
    day_words,
    month_words,
)
from smallfavor.insight.queries.money_in import in_the_papers_order
from smallfavor.ledger.actions.close_month import MonthNotNext, MonthNotOver, NotAllowed, close_month
from smallfavor.ledger.models import ClosedMonth, Correction, CorrectionState, Entry
from smallfavor.ledger.queries import TrialBalance, month_to_close, trial_balance_at
from smallfavor.ledger.queries.rates import movements_until, rate_table
from smallfavor.ledger.rules.exchange import RateMissing, exchange_difference_minor
from smallfavor.ledger.rules.months import last_day
from smallfavor.payments.models import ProviderObject
from smallfavor.payments.queries.invariants import all_faults
from smallfavor.payments.queries.payouts import payout_faults

CLOSE = "ledger.close_month"
FAULTS_SHOWN = 4


class MonthsScreen(BooksScreen):
    """GET shows the month that is next and every closed one; POST closes it."""

    page_title = "Months"
    template_name = "desk/books/months.html"
    screen = "books_months"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month = month_to_close()
        closed = ClosedMonth.objects.select_related("closed_by").order_by("-month")
        return super().get_context_data(**kwargs) | {
            "may_close": self.request.user.has_perm(CLOSE),
            "month": month,
            "month_words": month_words(month) if month else "",
            "is_over": bool(month and last_day(month) < self.today),
            "ends": day_words(last_day(month)) if month else "",
            "checks": checks_of(month, now=self.now) if month and self.request.user.has_perm(CLOSE) else [],
            "sheets": _sheets(trial_balance_at(last_day(month))) if month else [],
            "entries": _entries(month) if month else 0,
            "closed": [(row, month_words(row.month)) for row in closed],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            # What the button said counts: a page that stood open does not close the month after.
            closed = close_month(date.fromisoformat(request.POST.get("month", "")), actor=request.user, now=self.now)
        except NotAllowed as refused:
            raise PermissionDenied from refused
        except (MonthNotNext, MonthNotOver, ValueError):
            messages.warning(request, "Nothing was closed: somebody was faster, or the month is not over.")
        else:
            messages.success(request, f"{month_words(closed.month)} is closed. {closed.note}".strip())
        return redirect("books_months")


def checks_of(month: date, *, now: datetime) -> list[tuple[str, list[str]]]:
    """What should be so before the month is closed, each with what is not; an empty list: all is well.

    Nothing here holds the close up: the bookkeeper knows more than we do.
    """
    return [(words, _short(check(month, now))) for words, check in CHECKS]


def _short(faults: list[str]) -> list[str]:
    more = len(faults) - FAULTS_SHOWN
    return faults if more <= 0 else [*faults[:FAULTS_SHOWN], f"... and {more} more; smallfavor reconcile names them."]


def _faults(month: date, now: datetime) -> list[str]:
    return all_faults(now=now)


def _payouts(month: date, now: datetime) -> list[str]:
    return payout_faults()


def _waiting_corrections(month: date, now: datetime) -> list[str]:
    waiting = Correction.objects.filter(state=CorrectionState.PROPOSED, dated__lte=last_day(month)).count()
    if not waiting:
        return []
    return [f"{waiting} of this month wait for a second person; approved later, they stand in the next month."]


def _open_disputes(month: date, now: datetime) -> list[str]:
    disputes = Q(kind="dispute", dispute_state="open", created_at__date__lte=last_day(month))
    count = ProviderObject.objects.filter(disputes).count()
    return [f"{count} are open; how they end stands in the month in which it is heard."] if count else []


def _missing_rates(month: date, now: datetime) -> list[str]:
    base, day = settings.BASE_CURRENCY, last_day(month)
    try:
        exchange_difference_minor(movements_until(day, base=base), at=day, rates=rate_table(base))
    except RateMissing as missing:
        return [f"{missing}: the month can be closed, and its exchange differences stand in the next."]
    return []


#: In the order in which they are shown: what should be so, and what is not.
CHECKS: tuple[tuple[str, Callable[[date, datetime], list[str]]], ...] = (
    ("Our rows agree with each other (run smallfavor reconcile for the services’ own records)", _faults),
    ("Every payout is matched to its parts", _payouts),
    ("No correction waits", _waiting_corrections),
    ("No dispute is open", _open_disputes),
    ("Every rate is there", _missing_rates),
)


def _entries(month: date) -> int:
    return Entry.objects.filter(posted_on__gte=month, posted_on__lte=last_day(month)).count()


def _sheets(balance: TrialBalance) -> list[Sheet]:
    """What each account holds at the month's end, a sheet a currency."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    for account in balance.accounts:
        if account.moved:
            minors = (account.debit_minor, account.credit_minor, account.balance_minor)
            cells = tuple(amount_cell(minor, account.currency) for minor in minors)
            rows.setdefault(account.currency, []).append((account.code, *cells))
    header = ("Account", "Debit", "Credit", "Balance")
    return [Sheet(currency, header, tuple(lines), 3) for currency, lines in in_the_papers_order(rows).items()]
