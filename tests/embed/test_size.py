"""The scripts' budgets, and what they are made of."""

import gzip
import re

import pytest

from smallfavor.appeals.scripts import SCRIPTS, SOURCE, assemble

BUDGETS = {"embed.js": 6144, "device.js": 1536}


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_stays_within_its_budget(name: str) -> None:
    assert len(gzip.compress(assemble(name), 9)) <= BUDGETS[name]


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_names_no_address_and_no_forbidden_call(name: str) -> None:
    script = assemble(name).decode()
    assert not re.search(r"https?:|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|cookie", script)


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_left_of_modules_and_comments(name: str) -> None:
    script = assemble(name).decode()
    assert not re.search(r"\bimport\b|\bexport\b|/\*\*", script)


def test_every_module_says_what_lives_in_it() -> None:
    for path in SOURCE.iterdir():
        assert path.read_text("utf-8").startswith(("// ", "/* ")), path.name
        assert len(path.read_text("utf-8").splitlines()) <= 300, path.name
