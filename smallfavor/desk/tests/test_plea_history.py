"""History, holds and owners at the desk: nothing typed is overwritten, nothing written is lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail import hooks

from smallfavor.appeals.actions.hold_appeal import hold_appeal
from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, AppealHold
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.appeals.rules.draft import Audience
from smallfavor.appeals.tests.drafts import NOW, draft, variant
from smallfavor.core.clock import utcnow
from smallfavor.desk.pleas.screen import TAB_HOOK, PleaTab
from smallfavor.desk.pleas.version_words import changes_between
from smallfavor.desk.tests.posting import SignIn, fields_of

pytestmark = pytest.mark.django_db
WRITE = "/desk/pleas/plea/spring/"


@pytest.fixture(autouse=True)
def baked(tmp_path: Any, settings: Any) -> None:
    settings.BAKED = tmp_path / "baked"


@pytest.fixture
def appeal() -> Appeal:
    return save_draft(draft(), actor=None, now=NOW)


@pytest.fixture
def boris() -> User:
    return User.objects.create_superuser("boris", first_name="Boris", last_name="Berzins")


def test_who_was_overtaken_keeps_the_words_and_sees_both(editor: Client, appeal: Appeal, boris: User) -> None:
    mine = fields_of(appeal, **{"wording-control-en-heading": "Mine, typed for an hour.", "deed": "publish"})
    theirs = draft(name="Theirs", variants=(variant(share=7), variant("b")))
    save_draft(theirs, actor=boris, now=utcnow())
    answer = editor.post(WRITE, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Boris Berzins saved version 2" in page
    assert "Mine, typed for an hour." in page
    assert "<del>" in page
    stored = Appeal.objects.get()
    assert (stored.name, stored.live_revision) == ("Theirs", None)

    again = mine | {"version": 2, "wordings": "control", "deed": "save"}
    editor.post(WRITE, again)
    stored = Appeal.objects.get()
    assert draft_of(stored).variants[0].texts["en"].heading == "Mine, typed for an hour."
    assert [each.slug for each in draft_of(stored).variants] == ["control"]
    assert stored.version == 3


def test_a_wording_that_another_has_dropped_is_kept_in_the_form(editor: Client, appeal: Appeal) -> None:
    save_draft(draft(variants=(variant(), variant("b"))), actor=None, now=NOW)
    typed = fields_of(appeal, wordings="control b", deed="save", **{"wording-b-en-heading": "Still here."})
    save_draft(draft(), actor=None, now=NOW)
    assert "Still here." in editor.post(WRITE, typed).content.decode()
    editor.post(WRITE, typed | {"version": 3})
    assert draft_of(Appeal.objects.get()).variants[1].texts["en"].heading == "Still here."


def test_a_form_that_names_no_version_overwrites_nothing(editor: Client, appeal: Appeal) -> None:
    typed = fields_of(appeal, **{"plea-name": "Other", "deed": "save"})
    del typed["version"]
    assert editor.post(WRITE, typed).status_code == 409
    assert Appeal.objects.get().name == "Spring"


def test_while_another_writes_a_save_is_refused_until_one_takes_over(
    editor: Client, appeal: Appeal, boris: User
) -> None:
    hold_appeal(appeal, actor=boris, now=utcnow())
    assert "<strong data-holder>Boris Berzins</strong> is writing here since" in editor.get(WRITE).content.decode()
    typed = fields_of(appeal, **{"plea-name": "Mine", "deed": "save"})
    page = editor.post(WRITE, typed).content.decode()
    assert "Not saved: Boris Berzins is writing here." in page
    assert 'value="Mine"' in page
    assert Appeal.objects.get().name == "Spring"
    editor.post(WRITE, typed | {"deed": "take-over"})
    assert Appeal.objects.get().name == "Mine"
    assert AppealHold.objects.get().holder.username == "editor"
    assert "from Boris Berzins" in editor.get(f"{WRITE}history/").content.decode()


def test_the_page_says_that_one_is_writing_and_that_it_is_over(editor: Client, appeal: Appeal, boris: User) -> None:
    assert editor.post(f"{WRITE}hold/", {"deed": "hold"}).status_code == 204
    assert AppealHold.objects.get().holder.username == "editor"
    other = Client()
    other.force_login(boris)
    refused = other.post(f"{WRITE}hold/", {"deed": "hold"})
    assert (refused.status_code, refused.json()) == (409, {"holder": "editor"})
    editor.post(f"{WRITE}hold/", {"deed": "let-go"})
    assert not AppealHold.objects.exists()


def test_looking_takes_no_hold(editor: Client, appeal: Appeal) -> None:
    editor.get(WRITE)
    assert not AppealHold.objects.exists()


def test_two_versions_are_compared_word_by_word_with_the_forms_own_names(editor: Client, appeal: Appeal) -> None:
    text = type(draft().variants[0].texts["en"])("Readers pay for all of {paper}.", "One paragraph.", "We")
    save_draft(
        draft(variants=(variant(text=text),), priority=70, audience=Audience(countries=("LV",))), actor=None, now=NOW
    )
    page = editor.get(f"{WRITE}compare/", {"a": "2", "b": "1"}).content.decode()
    assert "English · First sentence" in page
    assert '<ins><span class="w-sr-only">put in: </span>all of</ins>' in page.replace(" </ins>", "</ins>")
    assert "<dt>Priority</dt>" in page
    assert "in Latvia" in page
    assert page.index("Version 1") < page.index("Version 2")


@pytest.mark.parametrize("pair", [{"a": "1", "b": "9"}, {"a": "x", "b": "1"}, {"a": "1"}, {}])
def test_a_version_that_is_not_there_is_not_found(editor: Client, appeal: Appeal, pair: dict[str, str]) -> None:
    assert editor.get(f"{WRITE}compare/", pair).status_code == 404


def test_every_field_that_differs_is_shown() -> None:
    """Whatever a draft may come to hold: no change hides."""
    plain = draft()
    other = {
        "name": "Other", "placement": "banner", "priority": 51, "campaign": "c", "starts_at": NOW, "ends_at": NOW,
        "deadline": NOW, "audience": Audience(topics=("a",)), "cap_views": 1, "cap_days": 2, "gap_days": 3,
        "quiet_days": 4, "gentle": True, "holdback_percent": 5, "unit": "reader-week",
    }  # fmt: skip
    assert set(other) == set(vars(plain)) - {"slug", "salt", "variants"}
    for name, value in other.items():
        assert len(changes_between(plain, draft(**{name: value}))) == 1, name
    assert [each.label for each in changes_between(plain, draft(variants=(variant(share=9),)))] == ["Share"]


def test_a_second_wording_changes_nothing_of_the_first() -> None:
    labels = [each.label for each in changes_between(draft(), draft(variants=(variant(), variant("b"))))]
    assert "Wording b · English · First sentence" in labels
    assert not [label for label in labels if "wording b" not in label.lower()]


def test_an_earlier_version_becomes_the_draft_and_never_reaches_readers_unasked(editor: Client, appeal: Appeal) -> None:
    save_draft(draft(name="Second"), actor=None, now=NOW)
    publish_appeal(appeal, actor=None, now=NOW)
    page = editor.get(f"{WRITE}history/").content.decode()
    assert "Make version 1 the draft" in page
    assert "what readers get" in page
    editor.post(f"{WRITE}bring-back/", {"version": "1"})
    stored = Appeal.objects.get()
    assert (draft_of(stored), stored.version) == (draft(), 3)
    assert stored.live_revision.content["name"] == "Second"  # type: ignore[union-attr]
    assert editor.post(f"{WRITE}bring-back/", {"version": "99"}).status_code == 404


def test_a_long_history_has_pages(editor: Client, appeal: Appeal) -> None:
    for number in range(60):
        save_draft(draft(priority=number), actor=None, now=NOW)
    page = editor.get(f"{WRITE}history/").content.decode()
    assert page.count("Draft edited") == 50
    assert "?p=2" in page
    assert "Created" in editor.get(f"{WRITE}history/?p=2").content.decode()


def test_a_plea_is_given_only_to_who_may_write_pleas(
    editor: Client, appeal: Appeal, boris: User, sign_in: SignIn
) -> None:
    sign_in()
    stranger = User.objects.get(username="eva")
    editor.post(f"{WRITE}owner/", {"owner": stranger.pk})
    assert Appeal.objects.get().owner is None
    assert f'<option value="{stranger.pk}"' not in editor.get(WRITE).content.decode()
    editor.post(f"{WRITE}owner/", {"owner": boris.pk})
    assert Appeal.objects.get().owner == boris
    assert "to Boris Berzins" in editor.get(f"{WRITE}history/").content.decode()
    assert editor.post(f"{WRITE}owner/", {"owner": "nobody"}).status_code == 404


def test_whoever_may_not_write_may_do_none_of_it(sign_in: SignIn, appeal: Appeal) -> None:
    stranger = sign_in()
    for deed in ("hold", "owner", "bring-back", "archive", "duplicate"):
        assert stranger.post(f"{WRITE}{deed}/", {"version": "1", "deed": "hold"}).status_code in (302, 403)
    for page in ("history/", "compare/?a=1&b=1"):
        assert stranger.get(f"{WRITE}{page}").status_code in (302, 403)
    assert appeal.changes.count() == 1
    assert not AppealHold.objects.exists()


def test_the_tabs_take_what_other_parts_of_the_desk_add(editor: Client, appeal: Appeal) -> None:
    with hooks.register_temporarily(TAB_HOOK, lambda request, appeal: PleaTab("Test", f"/x/{appeal.slug}/", 50)):
        page = editor.get(WRITE).content.decode()
    assert page.index(">Write</a>") < page.index('<a href="/x/spring/">Test</a>') < page.index(">History</a>")
