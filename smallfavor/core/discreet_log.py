"""Log lines without addresses, names in mail headers, or the tokens of private pages; whoever wrote them.

Our own code logs identifiers alone. This is for the lines of libraries: a refused address, a database's complaint.
"""

import logging
import re

_MAIL_ADDRESS = re.compile(r"[^\s@<>\"'(),;:=]+@[^\s@<>\"'(),;:]+\.[^\s@<>\"'(),;:]+")
_TOKEN_PAGE = re.compile(r"(/(?:manage|remind|support/(?:pending|thanks|again|go|mandate|transfer))/)[^/\s\"'?]+")
_QUERY = re.compile(r"(/(?:manage|remind|support)/[^\s\"'?]*\?)[^\s\"']+")


class DiscreetFormatter(logging.Formatter):
    """Formats a record, its traceback included, and blanks what could name a person or open a page."""

    def format(self, record: logging.LogRecord) -> str:
        return blanked(super().format(record))


def blanked(text: str) -> str:
    text = _TOKEN_PAGE.sub(r"\1...", text)
    text = _QUERY.sub(r"\1...", text)
    return _MAIL_ADDRESS.sub("...@...", text)
