"""A page that a browser saved as plain text, split into its blocks. Not here: which blocks are the article."""

import re

from smallfavor.publication.rules.block import Block, Kind, SavedPage
from smallfavor.publication.rules.furniture import line_furniture

WRAPPED_AT_LEAST, WRAPPED_AT_MOST = 55, 100  # columns of lines that a browser broke
FULL_LINE_SHARE = 0.6

_BREAKS = re.compile(r"\r\n|[\r\n\f\v\u2028\u2029\x85]")
_LINK = re.compile(r"\s?<(?:https?|mailto|ftp)[:][^\s<>]{1,2000}>")
_RULE = re.compile(r"[\s\-=_*~─━—·•]+")
_BULLET = re.compile(r"\s*[*•‣▪◦·]\s+(?=\S)")  # a dash opens direct speech in many languages
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+(?=\S)")


def page_of_text(text: str) -> SavedPage:
    """Blocks stand between empty lines, or one a line; lines that were broken at a column are joined again."""
    lines = [_LINK.sub("", line) for line in _BREAKS.split(text)]
    blocks: list[Block] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            run.append(line)
        elif run:
            blocks += _blocks_of_run(run)
            run = []
    return SavedPage(tuple(blocks))


def _blocks_of_run(run: list[str]) -> list[Block]:
    """The blocks of lines with no empty line between them."""
    items: list[list[str]] = []
    for line in run:
        if not items or _is_item(line) or (_is_item(items[-1][0]) and not line.startswith((" ", "\t"))):
            items.append([line])
        else:
            items[-1].append(line)
    return [block for item in items for block in _blocks_of_item(item)]


def _is_item(line: str) -> bool:
    return bool(_BULLET.match(line) or _NUMBER.match(line))


def _blocks_of_item(lines: list[str]) -> list[Block]:
    kind = Kind.PARAGRAPH
    for pattern, of_kind in ((_BULLET, Kind.ITEM), (_NUMBER, Kind.NUMBERED_ITEM)):
        marker = pattern.match(lines[0])
        if marker:
            kind = of_kind
            lines = [lines[0][marker.end() :], *lines[1:]]
    if _is_wrapped(lines) or kind is not Kind.PARAGRAPH:
        lines = [" ".join(line.strip() for line in lines)]
    return [Block(line.strip(), kind) for line in lines if line.strip() and not _RULE.fullmatch(line)]


def _is_wrapped(lines: list[str]) -> bool:
    """True where every line but the last is about as long as a column."""
    if len(lines) < 2:
        return False
    widest = max(len(line.rstrip()) for line in lines)
    full = all(len(line.rstrip()) >= widest * FULL_LINE_SHARE for line in lines[:-1])
    return WRAPPED_AT_LEAST <= widest <= WRAPPED_AT_MOST and full and not _ends_in_button(lines)


def _ends_in_button(lines: list[str]) -> bool:
    """True where a sentence is over before the last line, and that is a button."""
    over = lines[-2].rstrip().endswith((".", "!", "?", "…"))
    return over and line_furniture(Block(lines[-1].strip()), frozenset()) is not None
