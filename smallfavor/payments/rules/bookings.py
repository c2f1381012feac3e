"""Which accounts each event touches: (debit, credit). In prose: docs/books.md."""

from collections.abc import Mapping

from smallfavor.core.money import Money

Line = tuple[str, str, Money]  # debit, credit, more than nothing

INCOME: Mapping[str, str] = {"once": "income:once", "monthly": "income:monthly", "yearly": "income:yearly"}
DUPLICATES = "liabilities:duplicates"
FEES = "expenses:fees"
DISPUTES = "expenses:disputes"
BANK = "assets:bank"
CONVERSION = "equity:conversion"
FOREIGN = "liabilities:foreign"
OTHER_INCOME = "income:other"


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


def dispute(account_code: str, *, duplicate: bool = False) -> tuple[str, str]:
    """What came twice was no income: taken back by the bank, it is owed no more."""
    return DUPLICATES if duplicate else DISPUTES, held_at(account_code)


def dispute_won(account_code: str, *, duplicate: bool = False) -> tuple[str, str]:
    return held_at(account_code), DUPLICATES if duplicate else DISPUTES


def fee_back(account_code: str) -> tuple[str, str]:
    return held_at(account_code), FEES


def payout(account_code: str, amount: Money, bank: Money, *, foreign_minor: int) -> list[Line]:
    """`amount` leaves the provider and `bank` arrives. `foreign_minor` of it (signed) nobody has booked as ours.

    Into another currency both sides go over `equity:conversion`, each in its own.
    """
    target = BANK if amount.currency == bank.currency else CONVERSION
    lines = [
        *signed(target, held_at(account_code), amount.minor - foreign_minor, amount.currency),
        *signed(target, FOREIGN, foreign_minor, amount.currency),
    ]
    return lines if target == BANK else [*lines, (BANK, CONVERSION, bank)]


def payout_failed(account_code: str, amount: Money, bank: Money) -> list[Line]:
    """The bank sent it back: all of it stands at the provider again, and what is foreign stays owed."""
    if amount.currency == bank.currency:
        return [(held_at(account_code), BANK, amount)]
    return [(held_at(account_code), CONVERSION, amount), (CONVERSION, BANK, bank)]


def signed(debit: str, credit: str, amount_minor: int, currency: str) -> list[Line]:
    """A line for an amount that may be negative (the sides change) or nothing (no line)."""
    if amount_minor == 0:
        return []
    sides = (debit, credit) if amount_minor > 0 else (credit, debit)
    return [(*sides, Money(abs(amount_minor), currency))]
