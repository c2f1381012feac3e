"""The books: accounts, entries, transfers. Append-only; the database itself refuses changes (see the migrations)."""

from smallfavor.ledger.models.account import Account, AccountKind
from smallfavor.ledger.models.closed_month import ClosedMonth
from smallfavor.ledger.models.correction import Correction, CorrectionLine, CorrectionState
from smallfavor.ledger.models.entry import Entry, EntryKind, Transfer
from smallfavor.ledger.models.rate import Rate

__all__ = [
    "Account",
    "AccountKind",
    "ClosedMonth",
    "Correction",
    "CorrectionLine",
    "CorrectionState",
    "Entry",
    "EntryKind",
    "Rate",
    "Transfer",
]
