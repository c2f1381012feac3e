from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from smallfavor.giving.terms import recurring_terms, terms_pattern, terms_version

KEPT = Path(__file__).parents[3] / "docs" / "rules" / "terms.md"


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_text_that_a_reader_agrees_to_is_kept(language: str) -> None:
    with translation.override(language):
        assert f"| `{terms_version()}` | {language} | {terms_pattern()} |" in KEPT.read_text(encoding="utf-8")


def test_another_language_is_another_version() -> None:
    versions = set()
    for language in ("en", "ru"):
        with translation.override(language):
            versions.add(terms_version())
            assert settings.PAPER_NAME in recurring_terms()
    assert len(versions) == 2
