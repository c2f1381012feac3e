"""The paper's accent colour: what is derived from it for light and dark pages, with enough contrast to read.

Not here: the other colours (static/core/tokens.css), the files that reach the reader (styles.py).
"""

import colorsys
import re
from dataclasses import dataclass

LIGHT_PAPER = "#fffefb"
DARK_PAPER = "#161513"
WHITE = "#ffffff"
TEXT_CONTRAST = 4.5
_STEP = 0.01


@dataclass(frozen=True)
class Accent:
    """The accent in one scheme. `accent` and `strong` read on the paper, `on_accent` on both of them."""

    accent: str
    strong: str
    sunk: str
    on_accent: str


def is_colour(text: str) -> bool:
    """True for `#rrggbb`."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def light_accent(colour: str) -> Accent:
    """The paper's own colour, darkened only as far as it must be to read on white paper."""
    accent = colour.lower()
    while min(contrast(accent, LIGHT_PAPER), contrast(accent, mixed(accent, LIGHT_PAPER, 0.08))) < TEXT_CONTRAST:
        accent = _lightness_moved(accent, -_STEP)
    return Accent(accent, _lightness_scaled(accent, 0.79), mixed(accent, LIGHT_PAPER, 0.08), WHITE)


def dark_accent(colour: str) -> Accent:
    """The same hue, lightened until it reads on the dark paper; text on it is dark."""
    accent = colour.lower()
    while min(contrast(accent, DARK_PAPER), contrast(accent, mixed(accent, DARK_PAPER, 0.1))) < TEXT_CONTRAST + 1:
        accent = _lightness_moved(accent, _STEP)
    return Accent(accent, mixed(WHITE, accent, 0.28), mixed(accent, DARK_PAPER, 0.1), DARK_PAPER)


def readable_on(colour: str, ground: str, needed: float = TEXT_CONTRAST) -> str:
    """The same hue, darker or lighter only as far as it must be for a contrast of `needed` on `ground`."""
    found = colour.lower()
    is_dark = contrast(WHITE, ground) > contrast("#000000", ground)
    step, end = (_STEP, WHITE) if is_dark else (-_STEP, "#000000")
    while contrast(found, ground) < needed and found != end:
        found = _lightness_moved(found, step)
    return found


def accent_css(colour: str) -> str:
    """The style sheet that gives the page its accent. Raises ValueError for what is not `#rrggbb`."""
    if not is_colour(colour):
        raise ValueError(f"{colour!r} is not a colour such as #8a1c2b")
    dark = _declarations(dark_accent(colour))
    return f":root{{{_declarations(light_accent(colour))}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def _declarations(accent: Accent) -> str:
    return (
        f"--accent:{accent.accent};--accent-strong:{accent.strong};"
        f"--accent-sunk:{accent.sunk};--on-accent:{accent.on_accent}"
    )


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(min(max(channel, 0), 1) * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def mixed(front: str, back: str, share: float) -> str:
    """The colour that `share` (0 to 1) of `front` makes over `back`."""
    pairs = zip(_channels(front), _channels(back), strict=True)
    red, green, blue = (one * share + other * (1 - share) for one, other in pairs)
    return _hex((red, green, blue))


def _lightness_moved(colour: str, by: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return _hex(colorsys.hls_to_rgb(hue, min(max(lightness + by, 0), 1), saturation))


def _lightness_scaled(colour: str, by: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return _hex(colorsys.hls_to_rgb(hue, lightness * by, saturation))
