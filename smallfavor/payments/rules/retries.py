"""What follows a declined renewal. In prose with a worked table: docs/rules/retries.md."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

RETRY_DAYS = (0, 3, 7, 14)  # counted from the first try of the period


class AfterDecline(StrEnum):
    RETRY = "retry"
    NEW_INSTRUMENT = "new_instrument"  # the same card can't work: stop, and ask for another way to pay
    LAPSE = "lapse"  # tried often enough


# A card that is gone, or an act that the payer must do: the same charge again is no use, and networks fine it.
_STOP = frozenset({"expired_card", "incorrect_details", "instrument_gone", "authentication_required",
                   "authentication_failed"})  # fmt: skip
# Codes that we have no words for are tried once, not again.
_UNKNOWN = frozenset({"other"})


@dataclass(frozen=True)
class RetryStep:
    what: AfterDecline
    on: date | None = None


def after_decline(*, code: str, hard: bool, tries: int, first_try_on: date, today: date) -> RetryStep:
    """The step after try number `tries` (1 = the first) of a period was declined with `code`.

    Soft declines are tried again on days 3, 7 and 14 after the first try, never on a day that has passed.
    """
    if hard or code in _STOP or code in _UNKNOWN:
        return RetryStep(AfterDecline.NEW_INSTRUMENT)
    if tries >= len(RETRY_DAYS):
        return RetryStep(AfterDecline.LAPSE)
    planned = first_try_on + timedelta(days=RETRY_DAYS[tries])
    return RetryStep(AfterDecline.RETRY, max(planned, today + timedelta(days=1)))
