"""The chart of accounts: how an account's code reads, and what kind it is.

Not here: which accounts a payment touches (payments/rules/bookings.py).
"""

import re

KIND_OF_ROOT = {
    "assets": "asset",
    "income": "income",
    "expenses": "expense",
    "liabilities": "liability",
    "equity": "equity",
}
DEBIT_NORMAL = frozenset({"asset", "expense"})
_CODE = re.compile(r"[a-z]+(:[a-z0-9][a-z0-9_-]*)+")


class CodeInvalid(ValueError):
    """Raised when a text is not an account's code."""

    code = "account_invalid"


def account_kind(code: str) -> str:
    """The kind of `assets:sandbox` is asset; the code's first part says it.

    Raises CodeInvalid.
    """
    root = code.partition(":")[0]
    if root not in KIND_OF_ROOT or not _CODE.fullmatch(code):
        raise CodeInvalid(f"{code!r} is not an account's code, such as assets:sandbox or income:monthly")
    return KIND_OF_ROOT[root]
