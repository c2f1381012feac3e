"""One whole run: the installation is prepared, the months pass, everything is compared."""

from datetime import date, timedelta
from typing import Any

from bench.sepa.bank import Bank
from bench.sepa.comparing import differences, figures
from bench.sepa.months import Months, prepare
from smallfavor.bank.rules.target_days import is_target_day
from smallfavor.core.clock import add_months

AFTER_THE_LAST_MONTH_DAYS = 25  # until what was ordered last has been taken, and some of it has come back


def run(bank: Bank, *, seed: int, mandates: int, months: int, start: date) -> tuple[dict[str, Any], list[str]]:
    """The figures, and every difference in words. The bank is closed when euro are not settled."""
    prepare(bank)
    end = add_months(start, months) + timedelta(days=AFTER_THE_LAST_MONTH_DAYS)
    days = [start + timedelta(days=n) for n in range((end - start).days + 30)]
    bank.close_on([day for day in days if day.weekday() < 5 and not is_target_day(day)])
    passed = Months(bank, seed=seed, mandates=mandates, start=start)
    passed.run(end)
    told = figures(passed, bank)
    return told, differences(passed, bank, told)
