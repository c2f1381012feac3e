"""The books: accounts, entries, transfers. Append-only; the database itself refuses changes (see the migrations)."""

from smallfavor.ledger.models.account import Account, AccountKind
from smallfavor.ledger.models.entry import Entry, EntryKind, Transfer

__all__ = ["Account", "AccountKind", "Entry", "EntryKind", "Transfer"]
