"""What the books say: balances, the journal, income, closed months."""

from smallfavor.ledger.queries.balances import AccountBalance, TrialBalance, trial_balance, trial_balance_at
from smallfavor.ledger.queries.closing import closed_faults, last_closed, month_to_close
from smallfavor.ledger.queries.income import IncomeLine, income_between, income_by_month

__all__ = [
    "AccountBalance",
    "IncomeLine",
    "TrialBalance",
    "closed_faults",
    "income_between",
    "income_by_month",
    "last_closed",
    "month_to_close",
    "trial_balance",
    "trial_balance_at",
]
