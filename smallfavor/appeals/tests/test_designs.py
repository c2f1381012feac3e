"""Every design can be read in light and dark, whatever the paper's accent; an editor's accent is checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.appeals.rules.designs import (
    CLEAR,
    CONTROL_CONTRAST,
    DESIGNS,
    Tokens,
    is_accent,
    is_design,
    style_of,
    tokens_of,
    too_faint,
)
from smallfavor.core.colour import DARK_PAPER, LIGHT_PAPER, TEXT_CONTRAST, contrast, is_colour

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
INK = ("#1d1b18", "#ebe7e0")


def shortcomings(tokens: Tokens) -> list[str]:
    """The pairs that stand on each other and can't be told apart well enough, in either scheme."""
    found = []
    for scheme, paper in enumerate((LIGHT_PAPER, DARK_PAPER)):
        ground = tokens.get("bg", (CLEAR, CLEAR))[scheme]
        ground = paper if ground == CLEAR else ground
        words = tokens.get("text", INK)[scheme]
        accent, on_accent = tokens["accent"][scheme], tokens["on-accent"][scheme]
        pairs = [(words, ground, TEXT_CONTRAST), (accent, ground, TEXT_CONTRAST), (on_accent, accent, TEXT_CONTRAST)]
        if "border" in tokens:
            pairs.append((tokens["border"][scheme], ground, CONTROL_CONTRAST))
        found += [f"{front} on {back}" for front, back, needed in pairs if contrast(front, back) < needed]
    return found


@pytest.mark.parametrize("design", DESIGNS)
@given(accent=colours)
def test_a_design_in_the_papers_accent_can_always_be_read(design: str, accent: str) -> None:
    assert shortcomings(tokens_of(design, paper_accent=accent)) == []


@pytest.mark.parametrize("design", DESIGNS)
@given(accent=colours)
def test_an_editors_accent_can_be_read_or_is_refused_with_one_that_can(design: str, accent: str) -> None:
    refused = too_faint(design, accent)
    if refused is not None:
        assert refused.ratio < TEXT_CONTRAST
        assert too_faint(design, refused.instead) is None
        accent = refused.instead
    tokens = tokens_of(design, paper_accent="#8a1c2b", own_accent=accent)
    assert shortcomings(tokens) == []
    assert accent in {value for pair in tokens.values() for value in pair}


def test_yellow_words_on_paper_are_refused_with_figures() -> None:
    refused = too_faint("page", "#ffd400")
    assert refused is not None
    assert refused.ratio == pytest.approx(1.4, abs=0.1)
    assert is_colour(refused.instead)


def test_the_same_yellow_is_a_fine_ground_of_a_poster_with_black_words() -> None:
    assert too_faint("poster", "#ffd400") is None
    assert tokens_of("poster", paper_accent="#8a1c2b", own_accent="#ffd400")["text"] == ("#000000", "#000000")


def test_only_the_plain_design_leaves_the_host_pages_colours_alone() -> None:
    plain = tokens_of("page", paper_accent="#8a1c2b")
    assert set(plain) == {"accent", "on-accent"}
    assert all("bg" in tokens_of(each, paper_accent="#8a1c2b") for each in DESIGNS if each != "page")
    assert "bg" in tokens_of("page", paper_accent="#8a1c2b", own_accent="#0b5d66")


def test_names_and_colours_from_elsewhere_are_judged() -> None:
    assert is_design("sand")
    assert not is_design("neon")
    assert is_accent("") and is_accent("#0b5d66")
    assert not is_accent("red;} * {display:none")
    with pytest.raises(KeyError):
        tokens_of("neon", paper_accent="#8a1c2b")


def test_a_design_with_a_ground_of_its_own_stands_over_the_host_page() -> None:
    light, dark = style_of(tokens_of("page", paper_accent="#8a1c2b"))
    assert light.startswith(":host{--sf-accent:#8a1c2b;") and dark.startswith(":host{--sf-accent:#")
    assert all(each.startswith("section{") for each in style_of(tokens_of("sand", paper_accent="#8a1c2b")))
