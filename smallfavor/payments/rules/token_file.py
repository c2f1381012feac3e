"""Reads the migration file of a provider: which old token has become which new one. Refused whole when a line is wrong.

Not here: whether the tokens are ours (actions/moving/match_tokens.py).
"""

import csv
import io
from dataclasses import dataclass

# The headings by which files name the two columns, old and new. Others beside them are not read.
HEADINGS = (
    ("old_token", "new_token"),
    ("old_card_id", "new_card_id"),
    ("old_payment_method_id", "new_payment_method_id"),
    ("id_old", "id_new"),
    ("old_id", "new_id"),
)
LONGEST_TOKEN = 200


class TokenFileRefused(ValueError):
    """Raised when the file can't be used. `line` is where (1 is the header), `reason` why; nothing has happened."""

    code = "token_file_refused"

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class TokenPair:
    old: str
    new: str
    line: int


def read_token_file(content: bytes) -> list[TokenPair]:
    """The pairs of the file, in its order. Raises TokenFileRefused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TokenFileRefused(line, "is not UTF-8 text") from error
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    pairs: list[TokenPair] = []
    try:
        old_at, new_at, width = _columns(next(rows, []))
        for cells in rows:
            if cells:
                pairs.append(_pair(cells, old_at, new_at, width, rows.line_num))
    except csv.Error as error:
        raise TokenFileRefused(rows.line_num, f"is no CSV ({error})") from error
    if not pairs:
        raise TokenFileRefused(1, "is followed by no line")
    _check_single(pairs)
    return pairs


def _columns(header: list[str]) -> tuple[int, int, int]:
    names = [name.strip().lower() for name in header]
    found = [(old, new) for old, new in HEADINGS if old in names and new in names]
    if len(found) != 1:
        known = "; ".join(f"{old},{new}" for old, new in HEADINGS)
        raise TokenFileRefused(1, f"has not one pair of columns that we know. There are: {known}")
    return names.index(found[0][0]), names.index(found[0][1]), len(names)


def _pair(cells: list[str], old_at: int, new_at: int, width: int, line: int) -> TokenPair:
    if len(cells) != width:
        raise TokenFileRefused(line, f"has {len(cells)} columns, the header has {width}")
    pair = TokenPair(cells[old_at].strip(), cells[new_at].strip(), line)
    for name, token in (("old", pair.old), ("new", pair.new)):
        if not token:
            raise TokenFileRefused(line, f"has no {name} token")
        if len(token) > LONGEST_TOKEN or not token.isprintable() or " " in token:
            raise TokenFileRefused(line, f"has something else than a token for the {name} one")
    if pair.old == pair.new:
        raise TokenFileRefused(line, "has the same token twice")
    return pair


def _check_single(pairs: list[TokenPair]) -> None:
    old: dict[str, int] = {}
    new: dict[str, int] = {}
    for pair in pairs:
        for name, seen, token in (("old", old, pair.old), ("new", new, pair.new)):
            if token in seen:
                raise TokenFileRefused(pair.line, f"has the {name} token of line {seen[token]} again")
            seen[token] = pair.line
