"""Campaigns at the desk: made, changed, deleted, and told what they raised."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, Campaign
from smallfavor.appeals.tests.drafts import NOW, draft

FIELDS = {"name": "Winter 2026", "goal": "10 000", "currency": "EUR", "starts_on": "2026-11-01", "ends_on": ""}
LIST, NEW = "/desk/pleas/campaigns/", "/desk/pleas/campaigns/new/"


def test_a_campaign_is_made_and_changed(editor: Client) -> None:
    answer = editor.post(NEW, FIELDS)
    assert answer.headers["Location"] == f"{LIST}winter-2026/"
    made = Campaign.objects.get()
    assert (made.goal_minor, made.currency, made.starts_on) == (1_000_000, "EUR", date(2026, 11, 1))
    assert "The ticker is shown once 5 people have given" in editor.get(f"{LIST}winter-2026/").content.decode()
    editor.post(f"{LIST}winter-2026/", {**FIELDS, "goal": ""})
    made.refresh_from_db()
    assert (made.goal_minor, made.currency) == (None, "")
    assert made.changes.count() == 2
    assert "from 1 November 2026" in editor.get(LIST).content.decode()


def test_two_campaigns_of_one_name_have_two_ids(editor: Client) -> None:
    editor.post(NEW, FIELDS)
    editor.post(NEW, FIELDS)
    assert list(Campaign.objects.order_by("pk").values_list("slug", flat=True)) == ["winter-2026", "winter-2026-2"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"goal": "much"}, "This is no amount"),
        ({"goal": "0"}, "A goal is more than nothing"),
        ({"ends_on": "2026-10-31"}, "The last day must not be before the first"),
        ({"name": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_saved(editor: Client, wrong: dict[str, str], said: str) -> None:
    answer = editor.post(NEW, {**FIELDS, **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Campaign.objects.exists()


def test_only_an_unused_campaign_is_deleted(editor: Client) -> None:
    editor.post(NEW, FIELDS)
    save_draft(draft(campaign="winter-2026"), actor=None, now=NOW)
    editor.post(f"{LIST}winter-2026/", {"deed": "delete"})
    assert Campaign.objects.exists()
    Appeal.objects.update(campaign=None)
    editor.post(f"{LIST}winter-2026/", {"deed": "delete"})
    assert not Campaign.objects.exists()


def test_who_may_not_publish_may_not_move_a_goal_that_readers_see(editor: Client, client: Client) -> None:
    editor.post(NEW, FIELDS)
    publish_appeal(save_draft(draft(campaign="winter-2026"), actor=None, now=NOW), actor=None, now=NOW)
    user = User.objects.create_user("wanda")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "change_appeal"]))
    client.force_login(user)
    assert client.post(f"{LIST}winter-2026/", {**FIELDS, "goal": "5"}).status_code in (302, 403)
    assert Campaign.objects.get().goal_minor == 1_000_000


def test_a_stranger_to_pleas_sees_no_campaign(writer: Client) -> None:
    assert writer.get(LIST).status_code in (302, 403)
