"""What follows a declined renewal. In prose with a worked table: docs/rules/retries.md."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

RETRY_DAYS = (0, 3, 7, 14)  # counted from the first try of the period
# Retries go out in the paper's morning: after the night's bookings, when salaries are in.
RETRY_AT = time(9)
CONFIRM_WITHIN_DAYS = 14
MISSED_IN_A_ROW_MAX = 3  # periods that a payer was to send by themselves


class AfterDecline(StrEnum):
    RETRY = "retry"
    CONFIRM = "confirm"  # the bank wants the payer present: a link to a page, no blind retry
    NEW_INSTRUMENT = "new_instrument"  # the same card can't work: stop, and ask for another way to pay
    LAPSE = "lapse"  # tried often enough
    NEXT_PERIOD = "next_period"  # the payer sends it, and did not: nothing is tried, the next period is waited for


# A card that is gone or wrong: the same charge again is no use, and networks fine it.
_STOP = frozenset({"expired_card", "incorrect_details", "instrument_gone", "authentication_failed"})
# Codes that we have no words for are tried once, not again.
_UNKNOWN = frozenset({"other"})


@dataclass(frozen=True)
class RetryStep:
    """`on`: the day of the next try, or the last day on which the payer can confirm."""

    what: AfterDecline
    on: date | None = None


def after_decline(
    *, code: str, hard: bool, tries: int, first_try_on: date, today: date, tries_most: int = len(RETRY_DAYS)
) -> RetryStep:
    """The step after try number `tries` (1 = the first) of a period was declined with `code`.

    Soft declines are tried again on days 3, 7 and 14 after the first try, never on a day that has passed. `tries_most`:
    what the service bears, where that is less.
    """
    if code == "authentication_required" and not hard:
        return RetryStep(AfterDecline.CONFIRM, today + timedelta(days=CONFIRM_WITHIN_DAYS))
    if hard or code in _STOP or code in _UNKNOWN:
        return RetryStep(AfterDecline.NEW_INSTRUMENT)
    if tries >= min(tries_most, len(RETRY_DAYS)):
        return RetryStep(AfterDecline.LAPSE)
    planned = first_try_on + timedelta(days=RETRY_DAYS[tries])
    return RetryStep(AfterDecline.RETRY, max(planned, today + timedelta(days=1)))


def after_nothing_came(missed_in_row: int) -> RetryStep:
    """The step after a period whose payer was to send the money, and did not. `missed_in_row`: this one included.

    Nothing can be tried, and nobody said no. Months later a pledge that nobody pays is over.
    """
    return RetryStep(AfterDecline.LAPSE if missed_in_row >= MISSED_IN_A_ROW_MAX else AfterDecline.NEXT_PERIOD)


def morning_of(day: date, zone: ZoneInfo) -> datetime:
    """Nine o'clock of that day in the paper's zone, whatever the clocks were set to in the night."""
    return datetime.combine(day, RETRY_AT, zone)


def morning_from(moment: datetime, zone: ZoneInfo) -> datetime:
    """The first nine o'clock that is not before `moment`."""
    day = moment.astimezone(zone).date()
    morning = morning_of(day, zone)
    return morning if morning >= moment else morning_of(day + timedelta(days=1), zone)
