"""The audience in plain sentences: what is ticked holds, what is typed is never lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, Tally
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.appeals.rules.draft import FIRST_TIME, REGULAR, Audience, Reading
from smallfavor.appeals.tests.drafts import NOW, draft
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.desk.pleas.audience_form import AudienceForm
from smallfavor.desk.pleas.sentences import who_sentence
from smallfavor.desk.tests.posting import fields_of
from smallfavor.publication.actions.set_up_site import set_up_site
from smallfavor.publication.models import Section

pytestmark = pytest.mark.django_db
FULL = Audience(
    sections=("news",), not_sections=("sport",), topics=("port", "two-words"), not_topics=("grief",), articles=("abc",),
    not_articles=("77",), languages=("ru",), countries=("LV", "@eu"), not_countries=("RU",), devices=("phone",),
    segments=("x",), not_segments=("y",), referrers=("search", "mail"), consent=("granted",),
    reading=(REGULAR, Reading(9, 2, 7, section="gone"), Reading(3, None, 4, topic="war")), signed_in=False,
    left_form=True,
)  # fmt: skip


@pytest.fixture(autouse=True)
def baked(tmp_path: Any, settings: Any) -> None:
    settings.BAKED = tmp_path / "baked"


@pytest.fixture
def appeal() -> Appeal:
    return save_draft(draft(), actor=None, now=NOW)


def typed(appeal: Appeal, *use: str, **fields: Any) -> dict[str, Any]:
    return fields_of(
        appeal, deed="save", **{"who-use": list(use)}, **{f"who-{key}": each for key, each in fields.items()}
    )


def saved(editor: Client, appeal: Appeal, *use: str, **fields: Any) -> Audience:
    editor.post(f"/desk/pleas/plea/{appeal.slug}/", typed(appeal, *use, **fields))
    return draft_of(Appeal.objects.get(pk=appeal.pk)).audience


def test_an_audience_with_everything_in_it_is_shown_and_saved_unchanged(editor: Client) -> None:
    one = draft(audience=FULL, gentle=True)
    appeal = save_draft(one, actor=None, now=NOW)
    editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields_of(appeal, deed="save"))
    assert draft_of(Appeal.objects.get()) == one
    assert appeal.changes.count() == 1


def test_countries_are_typed_by_name_code_or_group(editor: Client, appeal: Appeal) -> None:
    found = saved(
        editor, appeal, "countries", countries="Latvia, the EU; ee\nCzech Republic, @nordic, bosnia and herzegovina"
    )
    assert found.countries == ("LV", "@eu", "EE", "CZ", "@nordic", "BA")
    page = editor.get(f"/desk/pleas/plea/{appeal.slug}/").content.decode()
    assert "Latvia, the European Union, Estonia" in page


def test_a_country_that_nobody_knows_is_said_with_a_guess(editor: Client, appeal: Appeal) -> None:
    page = editor.post(
        f"/desk/pleas/plea/{appeal.slug}/", typed(appeal, "countries", countries="Latvai")
    ).content.decode()
    assert "No country is called “Latvai”. Did you mean Latvia?" in page
    assert 'value="Latvai"' in page
    assert draft_of(Appeal.objects.get()).audience == Audience()


def test_an_unticked_sentence_counts_for_nothing_whatever_stands_in_it(editor: Client, appeal: Appeal) -> None:
    assert saved(editor, appeal, countries="Nowhere at all", devices=["phone"]) == Audience()


def test_a_ticked_sentence_must_say_something(editor: Client, appeal: Appeal) -> None:
    page = editor.post(f"/desk/pleas/plea/{appeal.slug}/", typed(appeal, "topics", "reading0")).content.decode()
    assert "Say which, or untick this sentence." in page
    assert "Say how many articles" in page


def test_the_presets_are_rules_of_reading(editor: Client, appeal: Appeal) -> None:
    assert saved(editor, appeal, "kind", kind="first-time").reading == (FIRST_TIME,)
    assert saved(editor, appeal, "kind", kind="regular").reading == (REGULAR,)


def test_reading_is_counted_in_a_section_of_the_papers_own(editor: Client, appeal: Appeal) -> None:
    set_up_site().add_child(instance=Section(title="Culture", slug="culture", language="en"))
    rows = {"min0": "3", "max0": "", "weeks0": "6", "where0": "s:culture"}
    assert saved(editor, appeal, "reading0", **rows).reading == (Reading(6, 3, None, section="culture"),)
    page = editor.get(f"/desk/pleas/plea/{appeal.slug}/").content.decode()
    assert "readers who have read at least 3 articles in the last 6 weeks in Culture" in page


@pytest.mark.parametrize(
    "row", [{"min0": "5", "max0": "2", "weeks0": "4"}, {"min0": "1", "weeks0": "60"}, {"min0": "1", "weeks0": ""}]
)
def test_a_rule_that_nobody_can_meet_is_not_saved(editor: Client, appeal: Appeal, row: dict[str, str]) -> None:
    assert saved(editor, appeal, "reading0", **row) == Audience()


def test_ticks_alone_say_left_form_gentle_and_signed_in(editor: Client, appeal: Appeal) -> None:
    found = saved(editor, appeal, "left_form", "gentle", "signed_in", signed_in="no")
    assert (found.left_form, found.signed_in, Appeal.objects.get().gentle) == (True, False, True)


def test_every_part_of_an_audience_has_its_sentence() -> None:
    form = AudienceForm(audience=FULL, gentle=True)
    keys = {each["key"] for each in form.sentences() if each["is_used"]}
    assert set(Audience().__dict__) - {"reading"} | {"gentle", "kind", "reading0", "reading1"} == keys


def test_the_whole_audience_is_one_sentence() -> None:
    one = draft(audience=FULL, gentle=True)
    assert who_sentence(one, {"news": "News"}) == (
        "regular readers in News or on the topic port or two-words or on one article, in Latvia or the European Union, "
        "in Russian, on phones, from a search engine or a mail, of the group x, "
        "who have read at least 2 and at most 7 articles in the last 9 weeks in gone, "
        "who have read at most 4 articles in the last 3 weeks on war, who agreed to be counted, not signed in, "
        "who went to the form and did not give, on sensitive pages too; "
        "never in sport, on the topic grief, on one article, in Russia or to the group y"
    )


def test_the_reach_is_said_beside_the_audience(editor: Client, appeal: Appeal) -> None:
    address = f"/desk/pleas/plea/{appeal.slug}/"
    assert "nothing is known of its readers" in editor.get(address).content.decode()
    today = current_paper().today(utcnow())
    for days in range(1, 15):
        Tally.objects.create(
            day=today - timedelta(days=days), version="v", appeal=appeal.slug, variant="control", country="LV",
            event="seen", ordinal=1, count=1234,
        )  # fmt: skip
    page = editor.get(address).content.decode()
    assert "About 8,600 readers a week at most" in page
    checked = editor.post(f"{address}check/", typed(appeal, "devices", devices=["phone"])).json()
    assert any("devices" in line for line in checked["reach"])
    assert checked["who"] == "readers on phones"


def test_a_plea_that_can_never_show_is_told_at_the_list_and_on_its_page(editor: Client, appeal: Appeal) -> None:
    other = save_draft(draft(slug="always", name="Always", priority=90), actor=None, now=NOW)
    address = f"/desk/pleas/plea/{appeal.slug}/"
    for each in (appeal, other):
        publish_appeal(each, actor=None, now=NOW)
    link = '<a href="/desk/pleas/plea/always/">“Always”</a> always wins.'
    for page in ("/desk/pleas/", "/desk/pleas/?state=conflict", address):
        assert f"This one will never show: {link}" in editor.get(page).content.decode()
    winner = editor.get("/desk/pleas/plea/always/").content.decode()
    assert "“Spring”</a> never shows: this one always wins." in winner


def test_what_publishing_would_hide_is_told_before_it_is_done(editor: Client, appeal: Appeal) -> None:
    publish_appeal(appeal, actor=None, now=NOW)
    other = save_draft(draft(slug="always", name="Always", priority=90), actor=None, now=NOW)
    assert "would never show any more" in editor.get("/desk/pleas/plea/always/").content.decode()
    checked = editor.post(
        "/desk/pleas/plea/always/check/", fields_of(other, **{"plea-cap_views": 1, "plea-cap_days": 9})
    )
    assert checked.json()["conflicts"] == []


def test_a_plea_that_steps_aside_is_told_with_its_reason(editor: Client, appeal: Appeal) -> None:
    publish_appeal(save_draft(draft(slug="a", priority=90, gap_days=3), actor=None, now=NOW), actor=None, now=NOW)
    page = editor.get(f"/desk/pleas/plea/{appeal.slug}/").content.decode()
    assert "shows only when a reader has seen that one a few days ago." in page
