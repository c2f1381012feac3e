"""The scripts' and the manifest's budgets, and what they are made of."""

import gzip
import re

import pytest

from bench.appeals.sizes import GOALS, figures_of
from smallfavor.appeals.scripts import SCRIPTS, SOURCE, assemble

BUDGETS = {"embed.js": 8192, "device.js": 1536, "why.js": 6144}


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_stays_within_its_budget(name: str) -> None:
    assert len(gzip.compress(assemble(name), 9)) <= BUDGETS[name]


def test_a_busy_newsrooms_manifest_stays_within_its_budget() -> None:
    figures = figures_of(seed=1)
    assert [goal.missed(figures[goal.figure]) for goal in GOALS] == [""] * len(GOALS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_names_no_address_and_no_forbidden_call(name: str) -> None:
    script = assemble(name).decode()
    assert not re.search(r"https?:|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|cookie", script)


# What browsers of the last four years lack in part: newer syntax, and calls that came later than autumn 2022.
TOO_NEW = (
    r"static\s*\{|\busing\s+\w+\s*=|\bimport\s+defer|/v[.,;)\s]|\(\?<[=!]|#\w+\s+in\s|"
    r"\.(?:toSorted|toReversed|toSpliced|findLast|isWellFormed|groupBy|withResolvers|fromAsync|union|difference)\("
    r"|Promise\.try|URL\.(?:parse|canParse)|AbortSignal\.any|:has\(|structuredClone|scheduler\.|Iterator\."
    r"|startViewTransition|setHTML|showPopover|(?<!window\.)(?<![\w?])Temporal\.(?!Now\.timeZoneId)"
)


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_does_without_what_browsers_of_the_last_four_years_lack(name: str) -> None:
    assert not re.search(TOO_NEW, assemble(name).decode())


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_left_of_modules_and_comments(name: str) -> None:
    script = assemble(name).decode()
    assert not re.search(r"\bimport\b(?!\()|\bexport\b|/\*\*", script)


def test_every_module_says_what_lives_in_it() -> None:
    for path in SOURCE.iterdir():
        assert path.read_text("utf-8").startswith(("// ", "/* ")), path.name
        assert len(path.read_text("utf-8").splitlines()) <= 300, path.name
