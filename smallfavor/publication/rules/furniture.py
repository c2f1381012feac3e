"""Which blocks of a saved page are its furniture: banners, pleas, buttons, notices, lists of other stories.

Sentences are weighed outside quotation marks: what a mayor says about support is news, what the page says is not.
Not here: the words (phrases.py) and the search for the article between the furniture (article.py).
"""

import re

from smallfavor.publication.rules import phrases
from smallfavor.publication.rules.block import Block

LINE_WORDS_MAX = 14  # a longer block is no button
WEIGHED_CHARACTERS = 4000  # a plea is short; nothing longer is weighed
BANNER_WORDS_MAX = 8

_QUOTED = re.compile(r"“[^”]{12,}(?:”|$)|«[^»]{12,}(?:»|$)|„[^“”]{12,}(?:[“”]|$)|\"[^\"]{12,}(?:\"|$)")
_MARKS = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "—": "-", "–": "-", "‑": "-"})
_EDGES = " \t.!?:;,…|•·→›»>«<[](){}*\"'“”„-+✕×"
_CARD_LIST = re.compile(r"(?:logos?|icons?|and|or|и|или|[\s,;/|+&.()])+")
_NAMED_BANNER = re.compile(
    r"(?:please )?(?:support|donate to|subscribe to|поддержите|поддержать|подпишитесь на) "
    r"(?P<name>.{2,60}?)(?: (?:today|now|сегодня|сейчас))?"
)
_STARTED = ("…", "...")


def folded(text: str) -> str:
    """Lower case, plain quotation marks and spaces; for comparing, never for printing."""
    return " ".join(text.translate(_MARKS).lower().split())


def bare(text: str) -> str:
    """Folded text without any quotation marks, as names are compared."""
    return " ".join(re.sub(r"[«»“”„\"]", "", folded(text)).split())


def line_furniture(block: Block, names: frozenset[str]) -> str | None:
    """What kind of furniture a short block is by its words alone, or None.

    `names` are folded names of papers: of our own, and of the one that the page came from.
    """
    text = folded(block.text).strip(_EDGES)
    if not text:
        return "ornament"
    if block.words <= LINE_WORDS_MAX * 3 and phrases.LINES["legal notice"].fullmatch(text):
        return "legal notice"
    if block.words <= LINE_WORDS_MAX * 2 and phrases.TEASER.fullmatch(text):
        return "link to another story"
    if block.words > LINE_WORDS_MAX:
        return None
    if bare(text) in names:
        return "name of the paper"
    if _is_card_list(text):
        return "payment methods"
    for kind, pattern in phrases.LINES.items():
        if pattern.fullmatch(text):
            return kind
    banner = named_in_banner(block)
    return "support banner" if banner and (banner in names) else None


def named_in_banner(block: Block) -> str:
    """The folded name in “Support The Paper!”, or nothing. Without the exclamation mark it may be a headline."""
    text = folded(block.text)
    if block.words > BANNER_WORDS_MAX:
        return ""
    found = _NAMED_BANNER.fullmatch(text.strip(_EDGES))
    return bare(found.group("name")) if found else ""


def is_loud(block: Block) -> bool:
    return block.text.rstrip(" \t»”\"'").endswith("!")


def ends_article(block: Block) -> bool:
    """True for “Read more” and its like, alone on a line: below it stand other stories."""
    return block.words <= LINE_WORDS_MAX and phrases.ENDS.fullmatch(folded(block.text).strip(_EDGES)) is not None


def is_notice(block: Block) -> bool:
    """True for sentences about cookies, newsletters and channels."""
    return block.words <= 120 and phrases.NOTICES.search(_weighable(block)) is not None


def is_plea(block: Block, names: frozenset[str]) -> bool:
    """True where the page itself asks its reader to give: an asking, by us, to you, outside quotation marks."""
    text = _weighable(block)
    asked = phrases.ASK.search(text) is not None or _asks_for_named(text, names)
    if not asked or (phrases.REPORTED.search(text) and not phrases.PRICE.search(text)):
        return False
    if phrases.FAVOUR.search(text):
        return block.text.lstrip().startswith(_STARTED) or _is_between_us(text, names)
    return _is_between_us(text, names) or (phrases.PRICE.search(text) is not None and _speaks(text))


def continues_plea(block: Block) -> bool:
    """True for a paragraph that, beside a plea, belongs to it: it speaks of the same things in the same voice."""
    text = _weighable(block)
    return phrases.SPIRIT.search(text) is not None and _speaks(text) and not phrases.REPORTED.search(text)


def stands_in_plea(block: Block, names: frozenset[str]) -> bool:
    """True for a paragraph between two of a plea that may be its middle: in its voice, or about the paper itself."""
    text = _weighable(block)
    return _speaks(text) or any(name in text for name in names)


def leads_into_plea(block: Block) -> bool:
    """True for a paragraph right before a plea that is its beginning."""
    text = _weighable(block)
    if phrases.REPORTED.search(text):
        return False
    voices = phrases.SELF.search(text) is not None and phrases.ADDRESS.search(text) is not None
    return block.text.lstrip().startswith(_STARTED) or (voices and len(set(phrases.SPIRIT.findall(text))) >= 2)


def _speaks(text: str) -> bool:
    return phrases.SELF.search(text) is not None or phrases.ADDRESS.search(text) is not None


def _is_between_us(text: str, names: frozenset[str]) -> bool:
    ours = phrases.SELF.search(text) or phrases.PRESS.search(text) or any(name in text for name in names)
    return bool(ours) and phrases.ADDRESS.search(text) is not None


def _asks_for_named(text: str, names: frozenset[str]) -> bool:
    return any(f"support {name}" in text or f"поддержите {name}" in text for name in names)


def _is_card_list(text: str) -> bool:
    rest = _CARD_LIST.sub("", phrases.CARDS.sub("", text))
    return not rest and len(phrases.CARDS.findall(text)) >= 1


def _weighable(block: Block) -> str:
    if len(block.text) > WEIGHED_CHARACTERS:
        return ""
    return bare(_QUOTED.sub(" ", block.text))
