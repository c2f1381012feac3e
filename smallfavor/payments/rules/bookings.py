"""Which accounts each event touches: (debit, credit). In prose: docs/finance.md."""

from collections.abc import Mapping

INCOME: Mapping[str, str] = {"once": "income:once", "monthly": "income:monthly", "yearly": "income:yearly"}
DUPLICATES = "liabilities:duplicates"
FEES = "expenses:fees"
DISPUTES = "expenses:disputes"


def held_at(account_code: str) -> str:
    """What a provider holds for us, until it pays out."""
    return f"assets:{account_code}"


def capture(account_code: str, interval: str) -> tuple[str, str]:
    return held_at(account_code), INCOME[interval]


def duplicate_capture(account_code: str) -> tuple[str, str]:
    """A second success is not income: we owe it to the reader until it has gone back."""
    return held_at(account_code), DUPLICATES


def fee(account_code: str) -> tuple[str, str]:
    return FEES, held_at(account_code)


def refund(account_code: str, interval: str) -> tuple[str, str]:
    return INCOME[interval], held_at(account_code)


def duplicate_refund(account_code: str) -> tuple[str, str]:
    return DUPLICATES, held_at(account_code)


def dispute(account_code: str) -> tuple[str, str]:
    return DISPUTES, held_at(account_code)


def dispute_won(account_code: str) -> tuple[str, str]:
    return held_at(account_code), DISPUTES
