"""What changed between two texts, word by word, for a person to read. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, NEW = "same", "gone", "new"
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words that is in both (SAME), in the older alone (GONE) or in the newer alone (NEW)."""

    kind: str
    text: str


def word_changes(older: str, newer: str) -> list[Piece]:
    """The pieces in reading order: those that are not NEW make up `older`, those that are not GONE make up `newer`."""
    a, b = _WORD.findall(older), _WORD.findall(newer)
    return list(_joined(_pieces(a, b)))


def _pieces(a: list[str], b: list[str]) -> Iterator[Piece]:
    for deed, a_from, a_to, b_from, b_to in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if deed == "equal":
            yield Piece(SAME, "".join(a[a_from:a_to]))
            continue
        yield Piece(GONE, "".join(a[a_from:a_to]))
        yield Piece(NEW, "".join(b[b_from:b_to]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A space between two changed words is changed with them: “the red pier” against “a blue pier” reads as one."""
    gone, new = "", ""
    for piece in pieces:
        if piece.kind == GONE:
            gone += piece.text
        elif piece.kind == NEW:
            new += piece.text
        elif piece.text.isspace() and "\n" not in piece.text and (gone or new):
            gone, new = gone + piece.text, new + piece.text
        else:
            yield from _changed(gone, new)
            gone, new = "", ""
            yield piece
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Piece]:
    """The spaces at both ends of both are the same."""
    tail = _common_space(gone, new)
    gone, new = gone.removesuffix(tail), new.removesuffix(tail)
    if gone:
        yield Piece(GONE, gone)
    if new:
        yield Piece(NEW, new)
    if tail:
        yield Piece(SAME, tail)


def _common_space(gone: str, new: str) -> str:
    ends = [text[len(text.rstrip()) :] for text in (gone, new)]
    return ends[0] if ends[0] == ends[1] else ""
