"""When to write about a card that ends soon. In prose with a worked table: docs/rules/retries.md."""

from datetime import date

from smallfavor.payments.rules.schedule import Schedule

WRITE_DAYS_BEFORE = 21  # in the last three weeks of its last month


def first_due_after(schedule: Schedule, day: date) -> date:
    """The first due date that the card will not live to see."""
    period = schedule.n
    while schedule.due(period) <= day:
        period += 1
    return schedule.due(period)
