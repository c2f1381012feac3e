"""Pleas as files: what goes out comes in again, and a wrong file is refused whole, with line and reason."""

import json
from dataclasses import replace
from typing import Any

import pytest

from smallfavor.appeals.actions.export_appeals import export_appeals
from smallfavor.appeals.actions.import_appeals import COPY, SKIP, import_appeals
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, Campaign
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.appeals.rules.draft import AppealDraft, Audience, Reading
from smallfavor.appeals.rules.exchange import Trouble, Unreadable, pleas_from_text, pleas_to_text
from smallfavor.appeals.rules.json_places import line_of
from smallfavor.appeals.tests.drafts import NOW, draft, variant

RICH = draft(
    starts_at=NOW, cap_views=2, cap_days=9, gentle=True, quiet_days=7, unit="reader-week",
    audience=Audience(countries=("@eu", "LV"), reading=(Reading(4, 5, None, section="news"),), signed_in=False),
    variants=(variant(), variant("b", share=3)),
)  # fmt: skip


def changed(**fields: Any) -> str:
    value = json.loads(pleas_to_text([draft()]))
    value["pleas"][0] |= fields
    return json.dumps(value, indent=1)


def troubles(text: str) -> list[Trouble]:
    with pytest.raises(Unreadable) as refused:
        pleas_from_text(text)
    return refused.value.troubles


def test_what_goes_out_comes_in_again_without_its_salt() -> None:
    text = pleas_to_text([RICH, draft(slug="b")])
    assert pleas_from_text(text) == [replace(RICH, salt=""), draft(slug="b", salt="")]
    assert "salt" not in text


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"placement": "roof"}, "plea 1, placement", "must be one of"),
        ({"name": 7}, "plea 1, name", "a text"),
        ({"name": " "}, "plea 1, name", "needs a name"),
        ({"name": "x" * 121}, "plea 1, name", "At most 120"),
        ({"slug": "a b"}, "plea 1, slug", "An id is made"),
        ({"priority": -1}, "plea 1, priority", "between 0"),
        ({"priority": True}, "plea 1, priority", "a whole number"),
        ({"starts_at": "2026-11-23T12:00"}, "plea 1, starts_at", "with its zone"),
        ({"cap_views": 3}, "plea 1, cap_views", "Both must be said"),
        ({"holdback_percent": 91}, "plea 1, holdback_percent", "between 0 and 90"),
        ({"variants": []}, "plea 1, variants", "needs a wording"),
        ({"audience": {"countries": "LV"}}, "plea 1, audience, countries", "a list"),
        ({"audience": {"reading": [{"weeks": 53}]}}, "plea 1, audience, reading 1, weeks", "between 1 and 52"),
        ({"audience": {"colour": ["red"]}}, "plea 1, audience, colour", "not known here"),
        ({"salt": "abc"}, "plea 1, salt", "no salt"),
        ({"variants": [{"slug": "a", "texts": {"en": {"heading": "x\x00"}}}]},
         "plea 1, variants 1, texts, en, heading", "null character"),
        ({"variants": [{"slug": "a", "texts": {"Klingon!": {}}}]},
         "plea 1, variants 1, texts, Klingon!", "no language"),
        ({"starts_at": "2026-11-23T12:00+00:00", "ends_at": "2026-11-22T12:00+00:00"}, "plea 1, ends_at", "later"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_field(fields: dict[str, Any], field: str, reason: str) -> None:
    told = troubles(changed(**fields))
    assert [each.field for each in told] == [field]
    assert reason in told[0].reason


@pytest.mark.parametrize(
    "text", ["[]", "{}", "null", '{"format": "smallfavor pleas", "release": 2, "pleas": []}',
             '{"format": "smallfavor pleas", "release": 1, "pleas": []}',
             '{"format": "smallfavor pleas", "release": 1, "pleas": [7]}', "[" * 100_000, ""],
)  # fmt: skip
def test_what_is_no_file_of_pleas_is_refused(text: str) -> None:
    assert troubles(text)


def test_broken_json_is_told_with_line_and_column() -> None:
    [told] = troubles('{\n  "format": oops\n}')
    assert (told.line, told.field) == (2, "column 13")


def test_a_fault_is_told_with_the_line_on_which_the_value_stands() -> None:
    text = pleas_to_text([draft(), replace(draft(slug="b"), priority=70)]).replace(
        '"priority": 70', '"priority": 70000'
    )
    [told] = troubles(text)
    assert '"priority": 70000' in text.splitlines()[told.line - 1]


def test_an_id_may_stand_in_a_file_once() -> None:
    [told] = troubles(pleas_to_text([draft(), draft()]))
    assert (told.field, "twice" in told.reason) == ("plea 2, slug", True)


def test_the_line_of_what_is_not_there_is_that_of_what_holds_it() -> None:
    assert line_of('\n{"a": [\n 1,\n {"b": 2}]}', ("a", 1, "b")) == 4
    assert line_of('\n{"a": [\n 1,\n {"b": 2}]}', ("a", 1, "c", 3)) == 4
    assert line_of('{"a": "[}",\n"b": 1}', ("b",)) == 2


@pytest.mark.django_db
def test_an_import_publishes_nothing_and_is_noted() -> None:
    [made] = import_appeals([RICH], when_taken=SKIP, actor=None, now=NOW, source="spring.json")
    assert (made.is_new, made.appeal.live_revision) == (True, None)
    assert replace(draft_of(made.appeal), salt="salt") == RICH
    assert made.appeal.salt not in ("", "salt")
    [change] = made.appeal.changes.all()
    assert (change.kind, change.reason) == ("imported", "from spring.json")


@pytest.mark.django_db
def test_an_id_that_is_taken_is_left_out_or_copied() -> None:
    here = save_draft(draft(name="Here"), actor=None, now=NOW)
    [left] = import_appeals([draft(name="There")], when_taken=SKIP, actor=None, now=NOW)
    assert (left.is_new, left.appeal) == (False, here)
    [copied] = import_appeals([draft(name="There")], when_taken=COPY, actor=None, now=NOW)
    assert (copied.appeal.slug, copied.appeal.name) == ("there", "There")
    here.refresh_from_db()
    assert here.name == "Here"


@pytest.mark.django_db
def test_a_campaign_that_is_not_here_is_told() -> None:
    Campaign.objects.create(slug="known", name="Known")
    one, other = draft(slug="a", campaign="known"), draft(slug="b", campaign="strange")
    kept, lost = import_appeals([one, other], when_taken=SKIP, actor=None, now=NOW)
    assert (kept.appeal.campaign.slug, kept.lost_campaign) == ("known", "")  # type: ignore[union-attr]
    assert (lost.appeal.campaign, lost.lost_campaign) == (None, "strange")


@pytest.mark.django_db
def test_an_export_is_what_is_written_and_is_noted() -> None:
    appeal = save_draft(RICH, actor=None, now=NOW)
    [read] = pleas_from_text(export_appeals([appeal], actor=None, now=NOW))
    assert read == replace(RICH, salt="")
    assert appeal.changes.first().kind == "exported"  # type: ignore[union-attr]
    assert Appeal.objects.get().version == 1


def test_every_field_of_a_draft_is_in_the_file() -> None:
    [written] = json.loads(pleas_to_text([draft()]))["pleas"]
    assert set(written) == set(vars(AppealDraft("a", "b", "epic"))) - {"salt"}
