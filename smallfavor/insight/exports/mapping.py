"""Our accounts' codes against the account numbers of the paper's bookkeeping program: a file with two columns."""

import csv
import re
from collections.abc import Iterable, Mapping

from smallfavor.ledger.rules.chart import CodeInvalid, account_kind

_DATEV_NUMBER = re.compile(r"[1-9]\d{3,8}")


class MappingInvalid(ValueError):
    """Raised for a mapping that can't be used whole, with every line that is wrong. Nothing is exported."""

    code = "mapping_invalid"


class AccountsUnmapped(ValueError):
    """Raised when the books use accounts that the mapping lacks; the message lists them. Nothing is exported."""

    code = "accounts_unmapped"

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = sorted(codes)
        super().__init__(f"the mapping has no line for {', '.join(self.codes)}")


def read_mapping(text: str, *, numbers_only: bool = False) -> dict[str, str]:
    """{our code: their account} from lines of `code,account`; lines that begin with # are passed over.

    `numbers_only`: accounts must be DATEV's, 4 to 9 digits. Raises MappingInvalid.
    """
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip() and not line.startswith("#")]
    found: dict[str, str] = {}
    wrong: list[str] = []
    for row in csv.reader(lines):
        cells = [cell.strip() for cell in row]
        fault = _fault(cells, found, numbers_only=numbers_only)
        if fault:
            wrong.append(f"{','.join(cells)[:60]!r}: {fault}")
        elif cells != ["code", "account"]:
            found[cells[0]] = cells[1]
    if numbers_only and len({len(account) for account in found.values()}) > 1:
        wrong.append("DATEV's account numbers must all have as many digits")
    if not found and not wrong:
        wrong.append("there is no line of code,account")
    if wrong:
        raise MappingInvalid("; ".join(wrong))
    return found


def refuse_unmapped(mapping: Mapping[str, str], used: Iterable[str]) -> None:
    """Raises AccountsUnmapped unless every account in use has a line."""
    missing = set(used) - set(mapping)
    if missing:
        raise AccountsUnmapped(missing)


def _fault(cells: list[str], found: Mapping[str, str], *, numbers_only: bool) -> str:
    if cells == ["code", "account"]:
        return ""
    if len(cells) != 2 or not cells[1]:
        return "two cells are wanted, code and account"
    try:
        account_kind(cells[0])
    except CodeInvalid:
        return "the first cell is no account of ours"
    if cells[0] in found:
        return "the code stands there twice"
    if numbers_only and not _DATEV_NUMBER.fullmatch(cells[1]):
        return "the account is not a number of 4 to 9 digits"
    return ""
