"""The trial balance: what every account has taken and given."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from smallfavor.ledger.models import Account
from smallfavor.ledger.rules.chart import DEBIT_NORMAL


@dataclass(frozen=True)
class AccountBalance:
    """One account in one currency; sums in minor units."""

    code: str
    kind: str
    currency: str
    debit_minor: int
    credit_minor: int

    @property
    def balance_minor(self) -> int:
        """As a bookkeeper reads it: positive where the account stands on its own side."""
        more_debit = self.debit_minor - self.credit_minor
        return more_debit if self.kind in DEBIT_NORMAL else -more_debit


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


def _sums(side: str) -> dict[int, int]:
    rows = Account.objects.filter(~Q(**{side: None})).annotate(total=Coalesce(Sum(f"{side}__amount_minor"), 0))
    return dict(rows.values_list("id", "total"))
