from typing import Any

import pytest

from smallfavor.giving.checks import check_return_origins


def test_sites_are_accepted(settings: Any) -> None:
    settings.RETURN_ORIGINS = ["https://news.example.org", "http://localhost:8000"]
    assert check_return_origins() == []


@pytest.mark.parametrize(
    "origin", ["news.example.org", "https://news.example.org/", "javascript:", "https://", "https://["]
)
def test_anything_else_stops_the_start_with_a_hint(settings: Any, origin: str) -> None:
    settings.RETURN_ORIGINS = [origin]
    (message,) = check_return_origins()
    assert message.id == "giving.E001"
    assert message.hint


def test_an_origin_of_the_forms_is_checked_likewise(settings: Any) -> None:
    settings.FORM_ORIGINS = ["https://give.example", "https://give.example/support/"]
    (message,) = check_return_origins()
    assert message.id == "giving.E002"
