"""The pieces that a saved page falls into, before it is known which of them are the article."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    PARAGRAPH = "p"
    HEADING = "h2"
    SMALL_HEADING = "h3"
    QUOTE = "blockquote"
    ITEM = "li"
    NUMBERED_ITEM = "li-ol"


@dataclass(frozen=True)
class Block:
    """`text` is what a reader reads, to the letter. `markup` is the same as safe HTML; empty: the text alone."""

    text: str
    kind: Kind = Kind.PARAGRAPH
    markup: str = ""

    def turned(self, kind: Kind) -> "Block":
        return replace(self, kind=kind)

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True)
class SavedPage:
    """A page as it was saved. What the file itself states (HTML does, text does not) is given; nothing is guessed."""

    blocks: tuple[Block, ...]
    headline: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    language: str = ""
    names: tuple[str, ...] = field(default=())  # of the paper it came from
