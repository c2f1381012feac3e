"""The list of pleas, files of pleas, and the groups that may do what."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from smallfavor.appeals.actions.archive_appeal import archive_appeal
from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal
from smallfavor.appeals.rules.draft import Audience
from smallfavor.appeals.rules.exchange import pleas_to_text
from smallfavor.appeals.tests.drafts import NOW, draft
from smallfavor.desk.groups import keep_groups
from smallfavor.desk.tests.posting import SignIn

pytestmark = pytest.mark.django_db
LIST, IMPORT, EXPORT = "/desk/pleas/", "/desk/pleas/import/", "/desk/pleas/export/"


@pytest.fixture(autouse=True)
def baked(tmp_path: Any, settings: Any) -> None:
    settings.BAKED = tmp_path / "baked"


@pytest.fixture
def appeal() -> Appeal:
    return save_draft(draft(), actor=None, now=NOW)


def upload(client: Client, text: str | bytes, when_taken: str = "skip") -> Any:
    body = text.encode() if isinstance(text, str) else text
    return client.post(IMPORT, {"file": SimpleUploadedFile("pleas.json", body), "when_taken": when_taken})


def test_the_list_is_searched_and_sifted(editor: Client, appeal: Appeal) -> None:
    save_draft(
        draft(slug="b", name="For Latvia", placement="banner", audience=Audience(countries=("LV",))),
        actor=None,
        now=NOW,
    )
    publish_appeal(save_draft(draft(slug="c", name="Autumn"), actor=None, now=NOW), actor=None, now=NOW)
    archive_appeal(save_draft(draft(slug="d", name="Last year"), actor=None, now=NOW), actor=None, now=NOW)

    def shown(query: str) -> set[str]:
        page = editor.get(f"{LIST}?{query}").content.decode()
        return {name for name in ("Spring", "For Latvia", "Autumn", "Last year") if f">{name}</a>" in page}

    assert shown("") == {"Spring", "For Latvia", "Autumn"}
    assert shown("q=readers+LATVIA") == {"For Latvia"}
    assert shown("q=strong") == {"Spring", "For Latvia", "Autumn"}
    assert shown("state=live") == {"Autumn"}
    assert shown("state=draft&placement=epic") == {"Spring"}
    assert shown("state=archived") == {"Last year"}
    assert shown("owner=me") == set()
    assert "No plea fits." in editor.get(f"{LIST}?q=zebra").content.decode()
    page = editor.get(LIST).content.decode()
    assert "At the foot of the window, without an end. Asks readers in Latvia." in page


def test_the_ticked_pleas_are_exported_and_come_in_as_copies(editor: Client, appeal: Appeal) -> None:
    save_draft(draft(slug="b", name="Other"), actor=None, now=NOW)
    answer = editor.post(EXPORT, {"plea": ["spring", "b"]})
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="pleas-')
    assert [each["slug"] for each in json.loads(answer.content)["pleas"]] == ["b", "spring"]
    page = upload(editor, answer.content, "copy").content.decode()
    assert "2 of 2 pleas taken from pleas.json" in page
    assert Appeal.objects.count() == 4
    assert not Appeal.objects.filter(live_revision__isnull=False).exists()
    assert "0 of 2 pleas taken" in upload(editor, answer.content).content.decode()
    assert Appeal.objects.count() == 4
    history = editor.get("/desk/pleas/plea/spring/history/").content.decode()
    assert "Exported" in history


def test_nothing_ticked_exports_nothing(editor: Client, appeal: Appeal) -> None:
    assert editor.post(EXPORT, {}).headers["Location"] == LIST
    assert editor.get(EXPORT).status_code == 405


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (pleas_to_text([draft(slug="new"), draft(slug="b")]).replace('"epic"', '"roof"', 1), "placement:"),
        ("{", "This is no JSON"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
    ],
)
def test_a_wrong_file_is_refused_whole_with_its_reasons(editor: Client, text: str | bytes, told: str) -> None:
    answer = upload(editor, text)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nothing is taken from pleas.json" in page
    assert told in page
    assert not Appeal.objects.exists()


def test_an_import_without_a_file_is_refused(editor: Client) -> None:
    assert editor.post(IMPORT, {"when_taken": "skip"}).status_code == 422


def test_who_may_only_change_pleas_makes_no_new_ones(sign_in: SignIn, appeal: Appeal) -> None:
    changer = sign_in("change_appeal")
    page = changer.get(LIST).content.decode()
    assert "New plea" not in page
    assert "Import" not in page
    assert "Make a copy" not in changer.get("/desk/pleas/plea/spring/").content.decode()
    assert changer.post("/desk/pleas/new/", {"name": "A", "placement": "epic"}).status_code in (302, 403)
    assert changer.post("/desk/pleas/plea/spring/duplicate/").status_code in (302, 403)
    assert upload(changer, pleas_to_text([draft(slug="b")])).status_code in (302, 403)
    assert Appeal.objects.count() == 1


def test_a_stranger_gets_no_file(sign_in: SignIn, appeal: Appeal) -> None:
    answer = sign_in().post(EXPORT, {"plea": ["spring"]})
    assert answer.status_code in (302, 403)
    assert b"heading" not in answer.content


def test_two_groups_write_and_publish() -> None:
    keep_groups()
    editors, publishers = (
        set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        for name in ("Audience editors", "Audience publishers")
    )
    assert {"access_admin", "add_appeal", "change_appeal"} == editors
    assert publishers - editors == {"publish_appeal"}


def test_the_switch_stands_on_the_list_and_on_every_pleas_page(editor: Client, appeal: Appeal) -> None:
    assert "Stop all asking …" in editor.get(LIST).content.decode()
    editor.post("/desk/pleas/asking/", {"was": "on"})
    assert "All asking is stopped" in editor.get("/desk/pleas/plea/spring/").content.decode()
