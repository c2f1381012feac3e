"""What the books say: balances and income."""

from smallfavor.ledger.queries.balances import AccountBalance, TrialBalance, trial_balance
from smallfavor.ledger.queries.income import IncomeLine, income_between, income_by_month

__all__ = ["AccountBalance", "IncomeLine", "TrialBalance", "income_between", "income_by_month", "trial_balance"]
