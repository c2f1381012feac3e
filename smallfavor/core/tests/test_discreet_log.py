"""Nothing in a log line names a person or opens a page."""

import logging
import sys

import pytest

from smallfavor.core.discreet_log import DiscreetFormatter, blanked


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Not Found: /manage/abc.DEF-123:x/", "Not Found: /manage/.../"),
        ("Gone: /support/thanks/abc:def/?lang=ru", "Gone: /support/thanks/.../?..."),
        ("Bad Request: /remind/?email=anna%40example.org&when=week", "Bad Request: /remind/?..."),
        ("refused: anna.kalnina+news@mail.example.org", "refused: ...@..."),
        ("('anna@example.org', 550)", "('...@...', 550)"),
        ("Not Found: /news/an-article/", "Not Found: /news/an-article/"),
        ("attempt 12 is left to the sweep", "attempt 12 is left to the sweep"),
    ],
)
def test_what_is_private_is_blanked(line: str, shown: str) -> None:
    assert blanked(line) == shown


def test_tracebacks_are_blanked_too() -> None:
    try:
        raise ValueError("no such person: anna@example.org")
    except ValueError:
        record = logging.LogRecord("test", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    assert "anna" not in DiscreetFormatter().format(record)
