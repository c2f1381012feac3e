"""Style sheets are named by what is in them, and answer for themselves before anything is baked."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from smallfavor.core.icon import initial
from smallfavor.core.styles import ACCENT, BUNDLES, FOLDER, stylesheet_path, stylesheet_text


def sheets() -> list[Path]:
    """Every sheet of every app, but for the tokens."""
    known = {sheet for bundle in BUNDLES.values() for sheet in bundle}
    return [sheet for sheet in known if sheet not in (ACCENT, FOLDER / "tokens.css")]


@pytest.mark.parametrize("bundle", BUNDLES)
def test_a_sheet_is_served_to_be_kept_for_ever(client: Client, bundle: str) -> None:
    answer = client.get(stylesheet_path(bundle))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.decode() == stylesheet_text(bundle)


def test_the_papers_initial_is_its_icon(client: Client) -> None:
    answer = client.get("/icon.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert ">H</text>" in answer.content.decode()
    assert initial("Новости") == "Н"


def test_an_outdated_name_is_served_but_not_kept(client: Client) -> None:
    answer = client.get("/style/page-000000000000.css")
    assert answer["Cache-Control"] == "no-cache"


def test_an_unknown_sheet_is_not_found(client: Client) -> None:
    assert client.get("/style/none-000000000000.css").status_code == 404


def test_the_papers_accent_is_in_the_sheet_and_in_its_name(settings: Settings) -> None:
    before = stylesheet_path("page")
    settings.PAPER_ACCENT = "#0b3d91"
    assert "--accent:#0b3d91" in stylesheet_text("page")
    assert stylesheet_path("page") != before


def test_sizes_spaces_and_colours_stand_in_the_tokens_alone() -> None:
    for sheet in sheets():
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"@media print \{.*", "", text, flags=re.S)
        assert not re.search(r":[^;{}]*#[0-9a-fA-F]{3,6}\b", text), sheet.name


def test_layouts_are_logical_so_that_right_to_left_works() -> None:
    physical = re.compile(r"\b(margin|padding|border)-(left|right|top|bottom)\b|text-align:\s*(left|right)|\bfloat:")
    for sheet in sheets():
        assert not physical.search(sheet.read_text(encoding="utf-8")), sheet.name


def test_no_sheet_asks_another_host_for_anything() -> None:
    for bundle in BUNDLES:
        assert "url(" not in stylesheet_text(bundle)
        assert "@import" not in stylesheet_text(bundle)
