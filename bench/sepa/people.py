"""The payers: who signs on which day, for how much, and whose bank says no when. All from the seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from smallfavor.bank.rules.iban import with_check_digits
from smallfavor.bank.rules.target_days import target_days_after

RETURNED = 0.09  # drawn; the last weeks' come back after the end, so that 8 % are seen
REJECTED = 0.01
# Five reasons, and after how many bank days each may come: a payer may object for weeks.
REASONS = {"AM04": (2, 5), "AC04": (2, 5), "MS02": (2, 5), "MD06": (3, 25), "MD01": (3, 35)}
SIGNING_DAYS = 10


@dataclass(frozen=True)
class Payer:
    number: int
    signs_on: date
    amount_minor: int
    iban: str

    @property
    def email(self) -> str:
        return f"payer{self.number}@example.org"


def payers(random: Random, count: int, start: date) -> list[Payer]:
    """They sign in the first days; banks of three countries."""
    return [
        Payer(
            number,
            start + timedelta(days=random.randrange(SIGNING_DAYS)),
            random.choice((200, 500, 750, 1000, 2500)) + random.randrange(100),
            _iban(random),
        )
        for number in range(count)
    ]


def refusal(random: Random, credited_on: date) -> tuple[date, str] | None:
    """When and why a debit that was taken comes back; None for most."""
    if random.random() >= RETURNED:
        return None
    reason = random.choice(sorted(REASONS))
    soonest, latest = REASONS[reason]
    return target_days_after(credited_on, random.randint(soonest, latest)), reason


def _iban(random: Random) -> str:
    country = random.choice(("DE", "AT", "NL"))
    digits = "".join(str(random.randrange(10)) for _ in range(18))
    return with_check_digits(country, {"DE": digits, "AT": digits[:16], "NL": f"ABNA{digits[:10]}"}[country])
