"""Time: the one place that reads the clock, and month arithmetic. Everything else is given `now`."""

import calendar
from datetime import UTC, date, datetime


def utcnow() -> datetime:
    """Now, aware, in UTC. Called at the edges only (views, commands, tasks) and passed down."""
    return datetime.now(UTC)


def add_months(anchor: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day: 31 January + 1 = 28 or 29 February.

    Count from the anchor, never from the last result: 31 January + 2 is 31 March.
    """
    index = anchor.year * 12 + anchor.month - 1 + months
    year, month = divmod(index, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(anchor.day, last_day))
