"""The golden cases of embed/cases, run in Chromium against the modules as they are written.

A file has a start (`manifest`, `visitor`, `page`, `now`, laid over base.json) and cases. A case `changes` parts of the
start by path ("manifest.appeals.0.from") and says what is shown (`shows`: {placement: "appeal/variant"}), which filters
fail the first appeal (`fails`), or what `call` gives (`gives`). All are run in one page at once.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from smallfavor.appeals.scripts import SOURCE
from tests.embed.site import Site, appeal

CASES = SOURCE.parent / "cases"
BASE = json.loads((CASES / "base.json").read_text("utf-8"))
FILES = sorted(path for path in CASES.glob("*.json") if path.name != "base.json")
RUNNER = (Path(__file__).parent / "run_cases.js").read_text("utf-8")


def cases_of(path: Path) -> Iterator[dict[str, Any]]:
    book = json.loads(path.read_text("utf-8"))
    appeals = book.get("appeals", [{}])
    start = {
        "manifest": {**BASE["manifest"], **book.get("manifest", {}), "appeals": [appeal(**each) for each in appeals]},
        "visitor": {**BASE["visitor"], **book.get("visitor", {})},
        "page": {**BASE["page"], **book.get("page", {})},
        "now": book.get("now", BASE["now"]),
    }
    for case in book["cases"]:
        yield {"start": start, "call": book.get("call"), **case, "file": path.stem}


ALL = [case for path in FILES for case in cases_of(path)]


@pytest.fixture(scope="module")
def outcomes(browser: Browser) -> Iterator[list[Any]]:
    """What each case came to, in the order of ALL."""
    site = Site()
    site.reset()
    page = browser.new_page()
    page.goto(f"{site.address}/favicon.ico")
    yield page.evaluate(RUNNER, ALL)
    page.close()
    site.close()


def test_names_are_sentences_and_stand_once() -> None:
    names = [f"{case['file']}: {case['name']}" for case in ALL]
    assert len(names) == len(set(names))
    assert len(names) >= 150


@pytest.mark.parametrize("number", range(len(ALL)), ids=[f"{case['file']}: {case['name']}" for case in ALL])
def test_case(number: int, outcomes: list[Any]) -> None:
    case, outcome = ALL[number], outcomes[number]
    assert "error" not in outcome, outcome["error"]
    for expected in ("shows", "fails", "gives", "counted", "text"):
        if expected in case:
            assert outcome[expected] == case[expected]
