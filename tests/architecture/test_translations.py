"""Everything that a reader meets is there in Russian too."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation import templatize

from tests.architecture.sources import PACKAGE, short

CATALOGUES = sorted(PACKAGE.glob("*/locale/ru/LC_MESSAGES/django.po"))
READERS_APPS = ("core", "publication", "appeals", "giving", "reminders", "payments", "bank", "supporters")
KEYWORDS = {
    "gettext": None,
    "_": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.mark.parametrize("path", CATALOGUES, ids=short)
def test_no_translation_is_empty_or_guessed(path: Path) -> None:
    wanting = [str(message.id) for message in _catalogue(path) if message.id and _is_wanting(message)]
    assert wanting == []


@pytest.mark.parametrize("path", CATALOGUES, ids=short)
def test_placeholders_are_kept(path: Path) -> None:
    """Each form of a translation names nothing that the sentence does not have."""
    wrong = []
    for message in _catalogue(path):
        known = set(PLACEHOLDER.findall(" ".join(_forms(message.id))))
        if any(set(PLACEHOLDER.findall(form)) - known for form in _forms(message.string)):
            wrong.append(str(message.id))
    assert wrong == []


@pytest.mark.parametrize("app", READERS_APPS)
def test_every_sentence_is_in_the_catalogue(app: str) -> None:
    known = set()
    for path in CATALOGUES:
        known |= {_key(message.id, message.context) for message in _catalogue(path)}
    missing = sorted(
        {str(sentence) for sentence, context in _sentences(PACKAGE / app) if _key(sentence, context) not in known}
    )
    assert missing == []


def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as handle:
        return read_po(handle, locale="ru")


def _is_wanting(message: Message) -> bool:
    return message.fuzzy or not all(_forms(message.string))


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _key(sentence: str | tuple[str, ...], context: str | None) -> tuple[str, str]:
    return (sentence if isinstance(sentence, str) else sentence[0], context or "")


def _sentences(app: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    for path in sorted([*app.rglob("*.py"), *app.rglob("templates/**/*.html"), *app.rglob("templates/**/*.txt")]):
        if {"tests", "migrations"} & set(path.parts) or path.stem in {"admin", "wagtail_hooks"}:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # A template as Python's own reader can take it: one statement a line, nothing indented.
            source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
        for _, sentence, _, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
            if sentence:
                yield sentence, context
