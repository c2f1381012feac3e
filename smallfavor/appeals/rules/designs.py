"""The designs of a plea: named sets of tokens, each with a light and a dark value, and the contrast they keep. Pure.

A design is made for one accent: the paper's own, which is adapted until it can be read, or one that an editor chose,
which is taken as it is or refused. Not here: how tokens are drawn (embed/src/show.css).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from smallfavor.core.colour import (
    DARK_PAPER,
    LIGHT_PAPER,
    TEXT_CONTRAST,
    WHITE,
    contrast,
    dark_accent,
    is_colour,
    light_accent,
    mixed,
    readable_on,
)

CONTROL_CONTRAST = 3.0
BLACK = "#000000"
CLEAR = "#00000000"  # the page shines through
EDGE_SHARE = 0.6  # of the words' colour in the edges of fields and cards
TINT_SHARE = 0.07

#: name: ((light ground, dark ground), (light words, dark words)); None: the ground is the accent itself.
_PAGE = (LIGHT_PAPER, DARK_PAPER), ("#1d1b18", "#ebe7e0")
_GROUNDS: Mapping[str, tuple[tuple[str, str], tuple[str, str]] | None] = {
    "page": _PAGE,
    "lines": _PAGE,
    "sand": (("#f4ecdb", "#2b261b"), ("#1d1b18", "#efe8d9")),
    "ink": (("#1d1b18", "#2b2926"), ("#f5f1ea", "#f1ede6")),
    "poster": None,
}
DESIGNS = tuple(_GROUNDS)
_SCALES = {"lines": "1.1", "poster": "1.25"}

Tokens = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class TooFaint:
    """`accent` on the design's `ground`: `ratio` where `needed` is; `instead` would do."""

    accent: str
    ground: str
    ratio: float
    needed: float
    instead: str


def tokens_of(design: str, *, paper_accent: str, own_accent: str = "") -> Tokens:
    """{token: (light value, dark value)}. Raises KeyError for an unknown design."""
    grounds = _GROUNDS[design]
    accent = own_accent or paper_accent
    if grounds is None:
        tokens = _poster(accent if own_accent else readable_on(accent, WHITE))
    else:
        (light, dark), words = grounds
        accents = (own_accent or readable_on(accent, light), readable_on(accent, dark))
        if (light, dark) == _PAGE[0]:  # other sites' pages are a little lighter or darker: with a margin, as our own
            accents = (own_accent or light_accent(accent).accent, dark_accent(accent).accent)
        tokens = {"accent": accents, "on-accent": (_words_on(accents[0]), _words_on(accents[1]))}
        if design != "page" or own_accent:
            tokens |= {"bg": (light, dark), **_words(words), "border": _edges((light, dark), words)}
        if design == "page" and own_accent:
            tokens["bg"] = (mixed(accents[0], light, TINT_SHARE), mixed(accents[1], dark, TINT_SHARE))
            tokens["accent"] = (accents[0], readable_on(accents[1], tokens["bg"][1]))
        if design == "lines":
            tokens["bg"] = (CLEAR, CLEAR)
            tokens["rule"] = tokens["end"] = ("1px solid", "1px solid")
            tokens["pad"] = ("0", "0")
            del tokens["text"], tokens["scheme"], tokens["border"]
        elif design in ("sand", "ink"):
            tokens["rule"] = ("0 solid", "0 solid")
    if design in _SCALES:
        tokens["scale"] = (_SCALES[design], _SCALES[design])
    return tokens


def style_of(tokens: Tokens) -> list[str]:
    """The tokens as custom properties, for light pages and for dark ones, as the text file carries them.

    With a ground of its own (`bg`) a design stands over what the host page sets; without it (the plain design in the
    paper's accent) it is set on the plea's host element, where the page's own --sf-accent wins.
    """
    selector = "section" if "bg" in tokens else ":host"
    return [
        f"{selector}{{{';'.join(f'--sf-{name}:{pair[scheme]}' for name, pair in tokens.items())}}}" for scheme in (0, 1)
    ]


def too_faint(design: str, own_accent: str) -> TooFaint | None:
    """What keeps an editor's accent from being used in this design; None where it can be read.

    The selected amount is written in the accent and the button filled with it, on the design's light ground: words need
    4.5:1, which is more than the 3:1 of controls. The dark value is derived and needs no check.
    """
    grounds = _GROUNDS[design]
    if grounds is None:
        return None  # words on it are white or black, and one of them always can be read
    ground = grounds[0][0]
    if design == "page":
        ground = mixed(own_accent, ground, TINT_SHARE)
    ratio = contrast(own_accent, ground)
    if ratio >= TEXT_CONTRAST:
        return None
    return TooFaint(own_accent, ground, ratio, TEXT_CONTRAST, _instead(design, own_accent, grounds[0][0]))


def is_design(name: str) -> bool:
    return name in _GROUNDS


def is_accent(text: str) -> bool:
    """True for nothing (the paper's own accent) and for `#rrggbb`."""
    return not text or is_colour(text)


def _instead(design: str, accent: str, ground: str) -> str:
    """The nearest colour of the same hue that would do; on its own tint, where the design has one."""
    target = TEXT_CONTRAST
    found = readable_on(accent, ground)
    while design == "page" and contrast(found, mixed(found, ground, TINT_SHARE)) < TEXT_CONTRAST:
        target += 0.1
        found = readable_on(accent, ground, target)
    return found


def _poster(ground: str) -> Tokens:
    """The accent is the ground; the button is in the words' colour."""
    words = _words_on(ground)
    return {
        "bg": (ground, ground),
        **_words((words, words)),
        "accent": (words, words),
        "on-accent": (ground, ground),
        "border": _edges((ground, ground), (words, words)),
        "rule": ("0 solid", "0 solid"),
        "quiet": ("1", "1"),  # words are never thinned out where they just can be read
    }


def _words(colours: tuple[str, str]) -> Tokens:
    """The words' colours, and the browser's own controls to fit."""
    light, dark = ("dark" if contrast(each, BLACK) > contrast(each, WHITE) else "light" for each in colours)
    return {"text": colours, "scheme": (light, dark)}


def _edges(grounds: tuple[str, str], words: tuple[str, str]) -> tuple[str, str]:
    light, dark = (_edge(ground, word) for ground, word in zip(grounds, words, strict=True))
    return light, dark


def _edge(ground: str, words: str) -> str:
    share = EDGE_SHARE
    while share < 1 and contrast(mixed(words, ground, share), ground) < CONTROL_CONTRAST:
        share += 0.05
    return mixed(words, ground, min(share, 1))


def _words_on(ground: str) -> str:
    """White where it can be read, for that is what buttons look like; else black, which then always can."""
    return WHITE if contrast(WHITE, ground) >= TEXT_CONTRAST else BLACK
