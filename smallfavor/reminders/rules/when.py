"""When a reminder falls due. Days are the paper's own days; nothing here reads a clock."""

from datetime import date, datetime, time, timedelta
from typing import Literal

from smallfavor.core.clock import add_months

When = Literal["week", "month", "date"]

LONGEST_MONTHS = 24
SEND_FROM = time(9, 0)  # in the paper's zone: a mail in the night wakes people


class DateRefused(ValueError):
    """Raised when a chosen day can't be used. `code` is "missing", "past" or "far"."""

    def __init__(self, code: Literal["missing", "past", "far"]) -> None:
        super().__init__(code)
        self.code = code


def due_date(when: When, *, chosen: date | None, today: date) -> date:
    """The day of the reminder: in a week, in a month (31 January + 1 month = the last of February), or the chosen one.

    Raises DateRefused for a chosen day that is not after today or more than two years away.
    """
    if when == "week":
        return today + timedelta(days=7)
    if when == "month":
        return add_months(today, 1)
    if chosen is None:
        raise DateRefused("missing")
    if chosen <= today:
        raise DateRefused("past")
    if chosen > last_date(today):
        raise DateRefused("far")
    return chosen


def last_date(today: date) -> date:
    return add_months(today, LONGEST_MONTHS)


def is_due(due: date, *, local_now: datetime) -> bool:
    """True from nine in the morning of the due day on. `local_now` is in the paper's zone."""
    return due < local_now.date() or (due == local_now.date() and local_now.time() >= SEND_FROM)


def quiet_days(due: date, *, today: date) -> int:
    """For how many days a device that remembers by itself stays quiet."""
    return max((due - today).days, 1)
