"""A bank's file, whatever kind it is, as statements of lines. The one door to the readers beside it."""

from collections.abc import Mapping

from smallfavor.bank.rules.camt import is_camt, read_camt
from smallfavor.bank.rules.csv_statement import read_table
from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.bank.rules.statement_line import ReadStatement


def read_statements(
    content: bytes, *, account: str = "", currency: str = "EUR", columns: Mapping[str, str] | None = None
) -> list[ReadStatement]:
    """camt.053, camt.054 or CSV. `account`, `currency` and `columns` are for tables that don't say it themselves.

    Raises FileRefused: the file is used whole, or not at all.
    """
    if not content.strip():
        raise FileRefused(0, "The file is empty.")
    if content.startswith(b"PK"):
        raise FileRefused(0, "The file is a ZIP archive; unpack it and read what is inside.")
    if is_camt(content):
        return read_camt(content)
    return [read_table(content, account.replace(" ", "").upper(), currency, columns or {})]
