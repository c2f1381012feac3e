"""Closes a month of the books: its figures are kept, and whatever comes later stands in the open month."""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from smallfavor.core.paper import current_paper
from smallfavor.ledger.actions.revalue import revalue
from smallfavor.ledger.models import ClosedMonth, Entry
from smallfavor.ledger.queries.balances import sums_until
from smallfavor.ledger.queries.closing import digest_of, figures_of, last_closed, month_to_close
from smallfavor.ledger.rules.exchange import RateMissing
from smallfavor.ledger.rules.months import last_day

BOOKS_LOCK = 7_130_000_001  # bookings hold it shared: migration 0004


class MonthNotNext(Exception):
    """Raised when another month is to be closed first, or this one is closed. Nothing is changed."""

    code = "month_not_next"


class MonthNotOver(Exception):
    """Raised while the month still runs by the paper's calendar. Nothing is changed."""

    code = "month_not_over"


class NotAllowed(Exception):
    """Raised when the person lacks the right. Nothing is changed."""

    code = "not_allowed"


@transaction.atomic
def close_month(month: date, *, actor: Any, now: datetime) -> ClosedMonth:
    """Close `month` (its first day), which must be the first open one and over. `actor`: a user, or None for a command.

    Waits for the bookings that run; those that come meanwhile wait for it. Exchange differences are booked first, as of
    the month's last day; where a rate is missing they wait for the next month, and the row says so.

    Raises MonthNotNext, MonthNotOver, NotAllowed.
    """
    if actor is not None and not actor.has_perm("ledger.close_month"):
        raise NotAllowed("closing a month is a right of its own")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BOOKS_LOCK])
    if month != month_to_close():
        raise MonthNotNext(f"{month:%Y-%m} is not the month that is closed next")
    if last_day(month) >= current_paper().today(now):
        raise MonthNotOver(f"{month:%Y-%m} is not over")
    note = _book_exchange(month, now=now)
    before = last_closed()
    figures = figures_of(sums_until(last_day(month)))
    return ClosedMonth.objects.create(
        month=month,
        figures=figures,
        entries=Entry.objects.filter(posted_on__gte=month, posted_on__lte=last_day(month)).count(),
        digest=digest_of(month, figures, before=before.digest if before else ""),
        note=note,
        closed_at=now,
        closed_by=actor,
    )


def _book_exchange(month: date, *, now: datetime) -> str:
    try:
        revalue(month, now=now)
    except RateMissing as missing:
        return f"Exchange differences are not booked: {missing}."
    return ""
