from datetime import UTC, datetime

import pytest

from smallfavor.supporters.actions.enrol import enrol_supporter
from smallfavor.supporters.actions.erase import erase_supporter
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.queries import Contact
from smallfavor.supporters.typed import open_typed, seal_typed

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def supporter() -> Supporter:
    return enrol_supporter(email="anna@example.org", name="Anna", language="en", now=NOW)


def test_what_was_typed_comes_back_as_it_was_typed(supporter: Supporter) -> None:
    line = seal_typed(supporter, email="ANNA@example.org", name="Aнна 🌊")
    assert "ANNA" not in line
    assert open_typed(supporter, line) == Contact("ANNA@example.org", "Aнна 🌊")


def test_another_supporter_can_not_open_it(supporter: Supporter) -> None:
    other = enrol_supporter(email="boris@example.org", language="en", now=NOW)
    assert open_typed(other, seal_typed(supporter, email="a@example.org", name="")) is None


@pytest.mark.parametrize("line", ["", "x", "AAAA", "not base64 at all", "é"])
def test_a_line_that_is_not_ours_opens_nothing(supporter: Supporter, line: str) -> None:
    assert open_typed(supporter, line) is None


def test_nobody_reads_it_after_the_supporter_was_erased(supporter: Supporter) -> None:
    line = seal_typed(supporter, email="anna@example.org", name="Anna")
    erase_supporter(supporter, now=NOW)
    assert open_typed(supporter, line) is None
