"""Closed months: which there are, their figures as they were closed, and whether these still hold."""

import hashlib
import json
from datetime import date

from django.db.models import Min

from smallfavor.ledger.models import ClosedMonth, Entry
from smallfavor.ledger.queries.balances import TrialBalance, sums_until
from smallfavor.ledger.rules.months import last_day, month_of, next_month

Figures = list[list[str | int]]


def last_closed() -> ClosedMonth | None:
    return ClosedMonth.objects.order_by("-month").first()


def month_to_close() -> date | None:
    """The first open month: the one after the last closed, or the first with an entry. None for empty books."""
    closed = last_closed()
    if closed is not None:
        return next_month(closed.month)
    first: date | None = Entry.objects.aggregate(first=Min("posted_on"))["first"]
    return month_of(first) if first else None


def figures_of(balance: TrialBalance) -> Figures:
    """As a closed month keeps them."""
    return [[row.code, row.currency, row.debit_minor, row.credit_minor] for row in balance.accounts if row.moved]


def digest_of(month: date, figures: Figures, *, before: str) -> str:
    """Names these figures, and through `before` those of every month before them."""
    text = json.dumps([month.isoformat(), figures, before], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def closed_faults() -> list[str]:
    """A sentence for each closed month whose figures are not what the books say now; none means that all hold."""
    found, before = [], ""
    end, carried = date.min, dict[tuple[str, str], tuple[int, int]]()
    for closed in ClosedMonth.objects.order_by("month"):
        # Month by month on top of what the books said before, never of what was kept: one pass over all transfers.
        now = sums_until(last_day(closed.month), after=end, carried=carried)
        end = last_day(closed.month)
        carried = {(row.code, row.currency): (row.debit_minor, row.credit_minor) for row in now.accounts}
        if figures_of(now) != closed.figures:
            found.append(f"the closed month {closed} has other figures now than when it was closed")
        if digest_of(closed.month, closed.figures, before=before) != closed.digest:
            found.append(f"the figures kept of the closed month {closed} were changed")
        before = closed.digest
    return found
