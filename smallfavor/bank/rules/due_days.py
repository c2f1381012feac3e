"""When a bank is asked for a debit, and whether its payer was told of that day already. docs/rules/sepa-returns.md.

A mandate's first mail announces the whole series: so many days after each due day of the pledge, or the next day on
which banks settle. A debit that falls outside of it (another amount, another day) is told by a mail of its own, again
the agreed number of days ahead.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from smallfavor.bank.rules.target_days import target_day_from, target_days_after

BANK_LEAD_DAYS = 1  # settling days between the bank's having the file and the debit (Core: D-1)


@dataclass(frozen=True)
class Agreed:
    """What was agreed with payers and with the bank. `cut_off`: until then the bank takes a file for that day.

    `desk_days`: settling days that a person at the desk has for releasing a file.
    """

    notice_days: int
    cut_off: time
    zone: ZoneInfo
    desk_days: int = 1


@dataclass(frozen=True)
class DueDay:
    """`announced`: the payer knows this day from the series; no further mail is needed."""

    on: date
    announced: bool


def first_day_of_file(agreed: Agreed, now: datetime) -> date:
    """The first day that a file which goes to the bank now can ask for."""
    local = now.astimezone(agreed.zone)
    start = local.date() if local.time() < agreed.cut_off else local.date() + timedelta(days=1)
    return target_days_after(target_day_from(start), BANK_LEAD_DAYS)


def first_day(agreed: Agreed, now: datetime) -> date:
    """The first day for which a debit can be ordered: its file has to be made and released before."""
    return target_days_after(first_day_of_file(agreed, now), agreed.desk_days)


def with_notice(agreed: Agreed, now: datetime) -> date:
    """The first day for a debit that its payer is told of today."""
    told = now.astimezone(agreed.zone).date() + timedelta(days=agreed.notice_days)
    return max(target_day_from(told), first_day(agreed, now))


def in_series(agreed: Agreed, period_due: date) -> date:
    """The day that the mandate's first mail announced for the period due on `period_due`."""
    return target_day_from(period_due + timedelta(days=agreed.notice_days))


def due_day(agreed: Agreed, *, period_due: date | None, same_amount: bool, now: datetime) -> DueDay:
    """When the bank is asked for a further debit of a mandate whose series was announced.

    `period_due` None: outside of the series, as a second try is.
    """
    if period_due is not None and same_amount:
        announced = in_series(agreed, period_due)
        if announced >= first_day(agreed, now):
            return DueDay(announced, announced=True)
    return DueDay(with_notice(agreed, now), announced=False)
