"""The trial balance: what every account has taken and given."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from smallfavor.ledger.models import Account, ClosedMonth
from smallfavor.ledger.rules.chart import DEBIT_NORMAL, account_kind
from smallfavor.ledger.rules.months import last_day, next_month


@dataclass(frozen=True)
class AccountBalance:
    """One account in one currency; sums in minor units."""

    code: str
    kind: str
    currency: str
    debit_minor: int
    credit_minor: int

    @classmethod
    def of(cls, code: str, currency: str, debit_minor: int, credit_minor: int) -> "AccountBalance":
        return cls(code, account_kind(code), currency, debit_minor, credit_minor)

    @property
    def moved(self) -> bool:
        return bool(self.debit_minor or self.credit_minor)

    @property
    def net_minor(self) -> int:
        """Debit less credit: negative where the account stands on the credit side."""
        return self.debit_minor - self.credit_minor

    @property
    def balance_minor(self) -> int:
        """As a bookkeeper reads it: positive where the account stands on its own side."""
        return self.net_minor if self.kind in DEBIT_NORMAL else -self.net_minor


@dataclass(frozen=True)
class TrialBalance:
    """Every account, by code and currency."""

    accounts: tuple[AccountBalance, ...]

    @property
    def totals(self) -> dict[str, tuple[int, int]]:
        """Debit and credit sums by currency."""
        sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for account in self.accounts:
            sums[account.currency][0] += account.debit_minor
            sums[account.currency][1] += account.credit_minor
        return {currency: (debit, credit) for currency, (debit, credit) in sorted(sums.items())}

    @property
    def is_balanced(self) -> bool:
        return all(debit == credit for debit, credit in self.totals.values())

    def balance_minor(self, code: str, currency: str) -> int:
        """The balance of one account; 0 for one that nobody has used."""
        return sum(a.balance_minor for a in self.accounts if (a.code, a.currency) == (code, currency))


def trial_balance() -> TrialBalance:
    """Every account with its debit and credit sums, from the transfers themselves."""
    rows = _sums("debits"), _sums("credits")
    accounts = Account.objects.order_by("code", "currency").values_list("id", "code", "kind", "currency")
    return TrialBalance(
        tuple(
            AccountBalance(code, kind, currency, rows[0].get(number, 0), rows[1].get(number, 0))
            for number, code, kind, currency in accounts
        )
    )


def trial_balance_at(day: date) -> TrialBalance:
    """Every account as it stood at the end of `day`, by the days that entries are posted on.

    Begins with the last closed month up to then, so that its cost is that of the months after it.
    """
    closed = ClosedMonth.objects.filter(month__lt=next_month(day)).order_by("-month")
    kept = next((month for month in closed[:2] if last_day(month.month) <= day), None)
    if kept is None:
        return sums_until(day)
    before = {(str(code), str(currency)): (int(d), int(c)) for code, currency, d, c in kept.figures}
    return sums_until(day, after=last_day(kept.month), carried=before)


def sums_until(
    day: date, *, after: date = date.min, carried: dict[tuple[str, str], tuple[int, int]] | None = None
) -> TrialBalance:
    """What was posted after `after` and until the end of `day`, on top of `carried` (debit, credit by account)."""
    sums = {key: list(pair) for key, pair in (carried or {}).items()}
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, {"after": after, "day": day})
        for code, currency, debit, credit in cursor.fetchall():
            pair = sums.setdefault((code, currency), [0, 0])
            pair[0] += int(debit)
            pair[1] += int(credit)
    return TrialBalance(tuple(AccountBalance.of(*key, *pair) for key, pair in sorted(sums.items())))


_SUMS = """
WITH moved AS (
    SELECT debit_account_id, credit_account_id, sum(amount_minor) AS amount FROM ledger_transfer
    JOIN ledger_entry ON ledger_entry.id = entry_id
    WHERE posted_on > %(after)s AND posted_on <= %(day)s GROUP BY debit_account_id, credit_account_id
), sides AS (
    SELECT debit_account_id AS account_id, amount AS debit, 0 AS credit FROM moved
    UNION ALL SELECT credit_account_id, 0, amount FROM moved
)
SELECT code, currency, sum(debit), sum(credit) FROM sides
JOIN ledger_account ON ledger_account.id = account_id GROUP BY code, currency
"""


def _sums(side: str) -> dict[int, int]:
    rows = Account.objects.filter(~Q(**{side: None})).annotate(total=Coalesce(Sum(f"{side}__amount_minor"), 0))
    return dict(rows.values_list("id", "total"))
