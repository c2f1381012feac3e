"""Every pair of colours that stands on the page can be read, in light and dark, whatever the accent."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.colour import (
    DARK_PAPER,
    LIGHT_PAPER,
    TEXT_CONTRAST,
    accent_css,
    contrast,
    dark_accent,
    light_accent,
)
from smallfavor.core.styles import FOLDER

TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "paper-sunk"),
    ("ink", "accent-sunk"),
    ("ink", "wrong-sunk"),
    ("ink", "right-sunk"),
    ("ink-quiet", "paper"),
    ("ink-quiet", "paper-sunk"),
    ("ink-quiet", "accent-sunk"),
    ("accent", "paper"),
    ("accent", "accent-sunk"),
    ("accent", "paper-sunk"),
    ("accent-strong", "paper"),
    ("accent-strong", "accent-sunk"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("wrong", "paper"),
    ("wrong", "wrong-sunk"),
    ("right", "paper"),
    ("right", "right-sunk"),
]
EDGE_PAIRS = [("edge", "paper"), ("edge", "paper-sunk"), ("accent", "paper"), ("wrong", "paper")]
EDGE_CONTRAST = 3.0
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def tokens(scheme: str) -> dict[str, str]:
    """The colours of tokens.css as a browser of that scheme resolves them."""
    text = (FOLDER / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    dark = dark.split("@media")[0]
    pattern = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})")
    found = dict(pattern.findall(light))
    return found if scheme == "light" else found | dict(pattern.findall(dark))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_can_be_read(scheme: str, front: str, back: str) -> None:
    colour = tokens(scheme)
    assert contrast(colour[front], colour[back]) >= TEXT_CONTRAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), EDGE_PAIRS)
def test_edges_of_fields_can_be_seen(scheme: str, front: str, back: str) -> None:
    colour = tokens(scheme)
    assert contrast(colour[front], colour[back]) >= EDGE_CONTRAST


def test_the_code_and_the_tokens_mean_the_same_paper() -> None:
    assert tokens("light")["paper"] == LIGHT_PAPER
    assert tokens("dark")["paper"] == DARK_PAPER


def test_the_tokens_carry_the_default_accent() -> None:
    for scheme, accent in (("light", light_accent("#8a1c2b")), ("dark", dark_accent("#8a1c2b"))):
        colour = tokens(scheme)
        assert (colour["accent"], colour["accent-strong"], colour["accent-sunk"], colour["on-accent"]) == (
            accent.accent,
            accent.strong,
            accent.sunk,
            accent.on_accent,
        )


@given(colours)
def test_any_accent_reads_in_both_schemes(colour: str) -> None:
    for accent, paper in ((light_accent(colour), LIGHT_PAPER), (dark_accent(colour), DARK_PAPER)):
        assert contrast(accent.accent, paper) >= TEXT_CONTRAST
        assert contrast(accent.strong, paper) >= TEXT_CONTRAST
        assert contrast(accent.accent, accent.sunk) >= TEXT_CONTRAST
        assert contrast(accent.on_accent, accent.accent) >= TEXT_CONTRAST
        assert contrast(accent.on_accent, accent.strong) >= TEXT_CONTRAST


@given(colours)
def test_a_readable_accent_is_kept_as_the_paper_set_it(colour: str) -> None:
    if contrast(colour, LIGHT_PAPER) > 6:
        assert light_accent(colour).accent == colour


def test_black_and_white_have_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("wrong", ["", "red", "#fff", "#12345g", "#123456;}body{display:none"])
def test_what_is_no_colour_never_reaches_a_style_sheet(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        accent_css(wrong)
