"""When a pledge's periods are due, and which of them are taken after an outage. Dates are the paper's own.

In prose with worked tables: docs/rules/schedule.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from smallfavor.core.clock import add_months

MONTHS: Mapping[str, int] = {"monthly": 1, "yearly": 12}
RENEWALS_APART_DAYS = 20
NOTICE_EARLIEST_DAYS = 30
NOTICE_LATEST_DAYS = 7
FARTHEST_CHOICE_DAYS = 366


@dataclass(frozen=True)
class Schedule:
    """A pledge's calendar: period `n` comes next; `anchor_n` is due on `anchor`, the others count from there."""

    interval: str
    anchor: date
    anchor_n: int
    n: int
    last_planned_on: date | None = None

    def due(self, period: int) -> date:
        """The due date of a period, counted from the anchor: 31 January, 28 February, 31 March."""
        return add_months(self.anchor, (period - self.anchor_n) * MONTHS[self.interval])


@dataclass(frozen=True)
class Planned:
    """What a planning day does: `waived` periods are passed over, `taken` is charged (None: nothing is)."""

    waived: tuple[int, ...]
    taken: int | None
    next_n: int


def plan(schedule: Schedule, today: date) -> Planned:
    """Which periods to waive and which one to take on `today`.

    Of several overdue periods the newest is taken. Two renewals stand at least 20 days apart: a period that comes
    due sooner waits.
    """
    due = [schedule.n]
    if schedule.due(schedule.n) > today or not _apart(schedule, today):
        return Planned((), None, schedule.n)
    while schedule.due(due[-1] + 1) <= today:
        due.append(due[-1] + 1)
    return Planned(tuple(due[:-1]), due[-1], due[-1] + 1)


def skip_paused(schedule: Schedule, today: date) -> Planned:
    """On resuming: the periods that fell into the pause are waived; one that is due today stands."""
    n = schedule.n
    while schedule.due(n) < today:
        n += 1
    return Planned(tuple(range(schedule.n, n)), None, n)


def choice_window(schedule: Schedule, today: date) -> tuple[date, date]:
    """The first and the last day that a reader may choose for the next charge."""
    earliest = today + timedelta(days=1)
    if schedule.last_planned_on is not None:
        earliest = max(earliest, schedule.last_planned_on + timedelta(days=RENEWALS_APART_DAYS))
    return earliest, today + timedelta(days=FARTHEST_CHOICE_DAYS)


def _apart(schedule: Schedule, today: date) -> bool:
    last = schedule.last_planned_on
    return last is None or (today - last).days >= RENEWALS_APART_DAYS
