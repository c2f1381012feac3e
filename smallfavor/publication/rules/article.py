"""Find the article in a saved page: its headline, its paragraphs to the letter, and what was left out and why.

The page's order decides: banners and names stand before the headline, pleas and lists of other stories after the
last paragraph. Not here: the words by which furniture is known (furniture.py).
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from smallfavor.publication.rules.block import Block, Kind, SavedPage
from smallfavor.publication.rules.facts_in_lines import authors_of_line, date_of_line
from smallfavor.publication.rules.furniture import (
    bare,
    continues_plea,
    ends_article,
    folded,
    is_loud,
    is_notice,
    is_plea,
    leads_into_plea,
    line_furniture,
    named_in_banner,
    stands_in_plea,
)

HEADLINE_CHARACTERS_MAX = 255
HEADLINE_WORDS_MAX = 16  # of one that is a sentence
ARTICLE_WORDS_MIN = 40
PROSE_WORDS = 9
LONG_WORDS = 25
HEADING_WORDS_MAX = 14
STANDFIRST_WORDS_MIN = 5

_SENTENCE_END = re.compile(r"[.!?…。！？؟:;][\"'”’»)\]“]*$")


class NoArticle(ValueError):
    """Raised for a page that holds no article; the message is for the person."""


@dataclass(frozen=True)
class Dropped:
    text: str
    why: str


@dataclass(frozen=True)
class FoundArticle:
    """`standfirst`, `authors` and `published` are empty where the page does not state them."""

    headline: str
    standfirst: str
    authors: tuple[str, ...]
    published: date | None
    body: tuple[Block, ...]
    dropped: tuple[Dropped, ...]

    @property
    def words(self) -> int:
        return sum(block.words for block in self.body)


@dataclass(frozen=True)
class _Head:
    headline: str
    standfirst: str
    authors: tuple[str, ...]
    published: date | None
    dropped: tuple[Dropped, ...]


def find_article(page: SavedPage, *, own_names: tuple[str, ...] = ()) -> FoundArticle:
    """The article of a saved page. `own_names` are names of papers that are furniture wherever they stand alone.

    Raises NoArticle with the reason.
    """
    blocks = [block for block in page.blocks if block.text]
    if not blocks:
        raise NoArticle("there is no text in it")
    names = frozenset(bare(name) for name in (*own_names, *page.names, *_names_in_banners(blocks)) if name)
    marks = _furniture(blocks, names)
    start = _first_paragraph(page, blocks, marks)
    head = _head(page, blocks[:start], marks[:start])
    body, dropped = _body(blocks[start:], marks[start:], head)
    if sum(block.words for block in body) < ARTICLE_WORDS_MIN:
        raise NoArticle(f"what is left without the page's furniture has fewer than {ARTICLE_WORDS_MIN} words")
    return FoundArticle(
        headline=head.headline,
        standfirst=head.standfirst,
        authors=page.authors or head.authors,
        published=page.published or head.published,
        body=tuple(body),
        dropped=(*head.dropped, *dropped),
    )


def _first_paragraph(page: SavedPage, blocks: list[Block], marks: list[str | None]) -> int:
    """Where the text begins: a headline may be a sentence too, but a short one with another below it.

    Raises NoArticle where there is none.
    """
    prose = [at for at, block in enumerate(blocks) if marks[at] is None and _is_prose(block)]
    if not prose:
        raise NoArticle("there are no paragraphs in it, only lines")
    first = blocks[prose[0]]
    above = [b for b, mark in zip(blocks[: prose[0]], marks, strict=False) if mark is None and _may_be_headline(b)]
    asks = first.text.rstrip(" »”\"'").endswith("?")
    untitled = not page.headline and (not above or (asks and all(block.words < 3 for block in above)))
    if untitled and len(prose) > 1 and first.words <= HEADLINE_WORDS_MAX and not _quotes(first):
        return prose[1]
    return prose[0]


def _quotes(block: Block) -> bool:
    return block.text.lstrip().startswith(("“", "«", "„", '"', "‘", "–", "—"))


def _names_in_banners(blocks: list[Block]) -> list[str]:
    """Names that a page gives away by “Support The Paper!”, unless this is all it has for a headline."""
    opening = list(takewhile(lambda block: not _is_prose(block), blocks))
    loud = [named_in_banner(block) for block in blocks if is_loud(block)]
    others = [block for block in opening if not named_in_banner(block) and _may_be_headline(block)]
    return [name for name in loud if name and (others or len(opening) == 0)]


def _furniture(blocks: list[Block], names: frozenset[str]) -> list[str | None]:
    """For each block what kind of furniture it is, or None."""
    marks = [_own_mark(block, names) for block in blocks]
    _mark_pleas(blocks, marks, names)
    _mark_ends(blocks, marks)
    return marks


def _own_mark(block: Block, names: frozenset[str]) -> str | None:
    if named_in_banner(block) in names and named_in_banner(block):
        return "support banner"
    if is_plea(block, names):
        return "plea"
    if is_notice(block):
        return "notice"
    return line_furniture(block, names)


def _mark_pleas(blocks: list[Block], marks: list[str | None], names: frozenset[str]) -> None:
    """Let a plea take its neighbours along: what goes on in its voice below, how it opens above."""
    for at in range(1, len(blocks)):
        if marks[at] is None and marks[at - 1] == "plea" and continues_plea(blocks[at]):
            marks[at] = "plea"
    for at in range(1, len(blocks) - 1):
        if marks[at - 1] == marks[at + 1] == "plea" and marks[at] is None and stands_in_plea(blocks[at], names):
            marks[at] = "plea"
    for at in range(len(blocks) - 2, -1, -1):
        if marks[at] is None and marks[at + 1] == "plea" and leads_into_plea(blocks[at]):
            marks[at] = "plea"


def _mark_ends(blocks: list[Block], marks: list[str | None]) -> None:
    """Below “Read more” stand other stories; unless more of this one follows than stood before."""
    for at, block in enumerate(blocks):
        if marks[at] not in (None, "navigation") or not ends_article(block):
            continue
        marks[at] = "list of other stories"
        before = sum(b.words for b, mark in zip(blocks[:at], marks[:at], strict=True) if mark is None and _is_prose(b))
        after = sum(b.words for b in blocks[at + 1 :] if _is_prose(b))
        if before == 0:
            continue
        for later in range(at + 1, len(blocks)):
            if after > before and _is_prose(blocks[later]):
                break
            marks[later] = marks[later] or "list of other stories"


def _head(page: SavedPage, blocks: list[Block], marks: list[str | None]) -> _Head:
    """The headline and what else stands before the first paragraph. Raises NoArticle without a headline."""
    authors, published, rest, dropped = _head_facts(blocks, marks)
    lines = [block for block in rest if _may_be_headline(block)]
    stated = page.headline.strip()
    if stated:
        place = next((at for at, block in enumerate(lines) if folded(block.text) == folded(stated)), -1)
        headline = stated
    elif lines:
        place = next((at for at, block in enumerate(lines) if block.words >= 3), 0)
        headline = lines[place].text
    else:
        raise NoArticle("there is no headline before its first paragraph")
    if len(headline) > HEADLINE_CHARACTERS_MAX:
        raise NoArticle(f"its headline has more than {HEADLINE_CHARACTERS_MAX} characters")
    below = lines[place + 1 :] if place >= 0 else []
    standfirst = next((block.text for block in reversed(below) if block.words >= STANDFIRST_WORDS_MIN), "")
    spare = [block for block in rest if block.text not in (headline, standfirst)]
    dropped += [Dropped(block.text, "stands before the article") for block in spare]
    return _Head(headline, standfirst, authors, published, tuple(dropped))


def _head_facts(
    blocks: list[Block], marks: list[str | None]
) -> tuple[tuple[str, ...], date | None, list[Block], list[Dropped]]:
    """Authors and date that stand before the text, the blocks that may be the headline, and the furniture."""
    authors: tuple[str, ...] = ()
    published: date | None = None
    rest: list[Block] = []
    dropped: list[Dropped] = []
    for block, mark in zip(blocks, marks, strict=True):
        line_authors, line_date = authors_of_line(block.text), date_of_line(block.text)
        if line_authors:
            authors = authors or line_authors
        elif line_date:
            published = published or line_date
        elif mark is not None:
            dropped.append(Dropped(block.text, mark))
        else:
            rest.append(block)
    return authors, published, rest, dropped


def _body(blocks: list[Block], marks: list[str | None], head: _Head) -> tuple[list[Block], list[Dropped]]:
    """The paragraphs from the first to the last, and what stood between and below them."""
    last = max(at for at, block in enumerate(blocks) if marks[at] is None and _is_prose(block))
    body: list[Block] = []
    dropped: list[Dropped] = []
    for at, (block, mark) in enumerate(zip(blocks, marks, strict=True)):
        if mark is not None:
            dropped.append(Dropped(block.text, mark))
        elif at > last and not _ends_sentence(block):
            dropped.append(Dropped(block.text, "stands after the article"))
        elif folded(block.text) == folded(head.headline):
            dropped.append(Dropped(block.text, "repeats the headline"))
        elif block.kind is Kind.PARAGRAPH and _is_subheading(block):
            body.append(block.turned(Kind.HEADING))
        else:
            body.append(block)
    return body, dropped


def _is_prose(block: Block) -> bool:
    """A paragraph of running text: sentences, or so many words that it can be no line of a menu."""
    return block.words >= LONG_WORDS or (block.words >= PROSE_WORDS and _is_full_sentence(block.text))


def _is_full_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text.rstrip()) is not None and not text.rstrip().endswith((":", ";"))


def _ends_sentence(block: Block) -> bool:
    return _SENTENCE_END.search(block.text.rstrip()) is not None


def _may_be_headline(block: Block) -> bool:
    return len(block.text) <= HEADLINE_CHARACTERS_MAX and block.words >= 2


def _is_subheading(block: Block) -> bool:
    return block.words <= HEADING_WORDS_MAX and not _ends_sentence(block)
