"""Drafts that tests start from."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from smallfavor.appeals.rules.draft import AppealDraft, PleaText, VariantDraft

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TEXT = PleaText(heading="Readers pay for {paper}.", body="One paragraph.\n\nAnother, *strong* one.", signature="We")


def variant(slug: str = "control", text: PleaText = TEXT, **fields: Any) -> VariantDraft:
    return VariantDraft(slug, texts={"en": text}, **fields)


def draft(**fields: Any) -> AppealDraft:
    basis = AppealDraft(slug="spring", name="Spring", placement="epic", salt="salt", variants=(variant(),))
    return replace(basis, **fields)
