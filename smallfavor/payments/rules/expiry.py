"""When to write about a card that ends soon. In prose with a worked table: docs/rules/retries.md."""

from datetime import date, timedelta

from smallfavor.payments.rules.schedule import Schedule

WRITE_DAYS_BEFORE = 21


def is_time_to_write(expires: date, today: date) -> bool:
    """True in the last three weeks of the card's last month."""
    return expires - timedelta(days=WRITE_DAYS_BEFORE) <= today <= expires


def first_due_after(schedule: Schedule, day: date) -> date:
    """The first due date that the card will not live to see."""
    period = schedule.n
    while schedule.due(period) <= day:
        period += 1
    return schedule.due(period)
