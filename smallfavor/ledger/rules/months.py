"""On which day an entry stands in the books: the paper's own day, or the first day that is still open.

Not here: closing a month (actions/close_month.py); the database holds the same rule (migration 0004).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from smallfavor.core.clock import add_months


def posting_day(happened_at: datetime, *, zone: ZoneInfo) -> date:
    """The day of `happened_at` (aware) by the paper's clock; what is closed by then is the database's to say."""
    return happened_at.astimezone(zone).date()


def month_of(day: date) -> date:
    """The first day of the month that `day` is in."""
    return day.replace(day=1)


def month_named(text: str) -> date:
    """The first day of a month written 2026-11. Raises ValueError."""
    return date.fromisoformat(f"{text}-01")


def next_month(month: date) -> date:
    return add_months(month_of(month), 1)


def last_day(month: date) -> date:
    return next_month(month) - timedelta(days=1)


def open_day(day: date, *, closed: date | None) -> date:
    """`day`, or the first day after the last closed month where `day` is not after it."""
    return day if closed is None else max(day, next_month(closed))
