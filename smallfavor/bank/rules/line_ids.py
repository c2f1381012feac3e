"""How lines are named, so that the same movement has one name in every file that tells of it.

Not here: the reading of files, and which names are known already (actions/store_lines.py).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from smallfavor.bank.rules.statement_line import StatementLine

NO_REFERENCE = frozenset({"", "NOTPROVIDED", "NONREF", "NOREF", "NOTAVAILABLE"})
_BETWEEN = re.compile(r"[\W_]+")


def usable(reference: str) -> str:
    """A bank's reference, or "" for the words by which banks say that there is none."""
    squeezed = reference.strip()
    return "" if squeezed.upper().replace(" ", "") in NO_REFERENCE else squeezed


def name_lines(lines: Iterable[StatementLine]) -> tuple[StatementLine, ...]:
    """The lines of one file with their names.

    A line comes with `line_id` as the bank's reference or "". Banks use a reference again for other movements, so the
    amount and side are part of the name; what is alike in all that is counted: two equal gifts on one day are two.
    """
    seen: Counter[str] = Counter()
    named = []
    for line in lines:
        content = _of_content(line)
        first = _digest(line.account, line.line_id, _money(line)) if line.line_id else content
        seen[first] += 1
        if first != content:
            seen[content] += 1
        named.append(replace(line, line_id=_counted(first, seen[first]), content_id=_counted(content, seen[content])))
    return tuple(named)


def _of_content(line: StatementLine) -> str:
    return _digest(
        line.account, line.booked_on.isoformat(), _money(line), usable(line.end_to_end_id), line.iban, line.reference,
        _squashed(line.remittance), _squashed(line.name), line.return_code,
    )  # fmt: skip


def _money(line: StatementLine) -> str:
    return f"{line.signed_minor}{line.amount.currency}"


def _squashed(text: str) -> str:
    """Banks cut and space the same words in different ways."""
    return _BETWEEN.sub("", text).casefold()


def _counted(digest: str, number: int) -> str:
    return digest if number == 1 else f"{digest}.{number}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:40]
