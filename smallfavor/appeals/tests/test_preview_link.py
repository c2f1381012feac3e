from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal
from smallfavor.appeals.queries.preview import FRAGMENT, LINK_LIFE_S, preview_link
from smallfavor.appeals.rules.draft import Audience
from smallfavor.appeals.tests.drafts import NOW, draft

pytestmark = pytest.mark.django_db


def token_of(link: str) -> str:
    return link.partition(f"#{FRAGMENT}=")[2]


@pytest.fixture
def appeal() -> Appeal:
    over = draft(audience=Audience(sections=("news",)), ends_at=NOW - timedelta(days=9), holdback_percent=5)
    return save_draft(over, actor=None, now=NOW)


def test_the_link_is_the_articles_address_with_a_token_behind_its_own_fragment(appeal: Appeal) -> None:
    link = preview_link(appeal, "control", article_url="https://news.example/a/?page=2#comments")
    assert link.startswith("https://news.example/a/?page=2#smallfavor-preview=")
    assert "spring" not in link


def test_the_manifest_holds_the_saved_draft_with_its_conditions_and_forces_it(appeal: Appeal, client: Client) -> None:
    token = token_of(preview_link(appeal, "control", article_url="https://news.example/"))
    answer = client.get(f"/appeals/preview/{token}/manifest.json")
    manifest = answer.json()
    assert manifest["force"] == {"appeal": "spring", "variant": "control"}
    [one] = manifest["appeals"]
    assert (one["audience"], one["holdback"]) == ({"sections": ["news"]}, 0.05)
    assert one["until"] < NOW.timestamp()
    [path] = one["variants"][0]["texts"].values()
    text = client.get(f"/appeals/preview/{token}/{path}")
    assert text.json()["heading"] == "Readers pay for {paper}."
    for each in (answer, text):
        assert each.headers["Access-Control-Allow-Origin"] == "*"
        assert each.headers["Cache-Control"] == "no-store"


def test_a_draft_saved_later_is_what_the_link_shows(appeal: Appeal, client: Client) -> None:
    token = token_of(preview_link(appeal, "control", article_url="https://news.example/"))
    save_draft(draft(gap_days=3), actor=None, now=NOW)
    [one] = client.get(f"/appeals/preview/{token}/manifest.json").json()["appeals"]
    assert one["gap_days"] == 3


def test_a_link_ends_after_a_week_and_with_its_appeal(appeal: Appeal, client: Client, monkeypatch: Any) -> None:
    token = token_of(preview_link(appeal, "control", article_url="https://news.example/"))
    address = f"/appeals/preview/{token}/manifest.json"
    assert client.get(address).status_code == 200
    with monkeypatch.context() as later:
        moment = signing.time.time() + LINK_LIFE_S + 5
        later.setattr(signing.time, "time", lambda: moment)
        assert client.get(address).status_code == 404
    appeal.delete()
    assert client.get(address).status_code == 404


def test_a_forged_token_is_no_preview(client: Client) -> None:
    assert client.get("/appeals/preview/WyJzcHJpbmciLCAiYSJd:1abcde:forged/manifest.json").status_code == 404
