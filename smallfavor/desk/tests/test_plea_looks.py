"""A plea's looks at the desk: chosen, checked for contrast, previewed without being saved and without JavaScript."""

import json
import re

import pytest
from django.test import Client

from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, Campaign
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.appeals.tests.drafts import NOW, draft
from smallfavor.desk.tests.test_pleas import appeal, article, baked, fields_of
from smallfavor.publication.models import Article

__all__ = ["appeal", "article", "baked"]
pytestmark = pytest.mark.django_db
CONTROL = "wording-control"


def text_of(client: Client, page: str) -> dict[str, object]:
    """The text file that the previewing page would load."""
    found = re.search(r'src="(/appeals/preview/[^"]+/)preview\.js"', page)
    assert found
    manifest = client.get(f"{found[1]}manifest.json").json()
    [path] = manifest["appeals"][0]["variants"][0]["texts"].values()
    return {"tickers": manifest.get("tickers"), **json.loads(client.get(found[1] + path).content)}


def test_looks_are_saved_with_the_wording(editor: Client, appeal: Appeal) -> None:
    chosen = {"design": "ink", "accent": "#F0A8B2", "choice": "cards"}
    fields = fields_of(appeal, **{f"{CONTROL}-{name}": value for name, value in chosen.items()})
    editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields | {f"{CONTROL}-en-note": "one evening in court"})
    saved = draft_of(Appeal.objects.get()).variants[0]
    assert (saved.design, saved.accent, saved.choice) == ("ink", "#f0a8b2", "cards")
    assert saved.texts["en"].note == "one evening in court"


@pytest.mark.parametrize("accent", ["#ffd400", "red", "#12"])
def test_an_accent_that_can_not_be_read_is_not_saved(editor: Client, appeal: Appeal, accent: str) -> None:
    fields = fields_of(appeal, **{f"{CONTROL}-accent": accent, f"{CONTROL}-design": "page"})
    page = editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields).content.decode()
    assert "would do" in page if accent == "#ffd400" else "Write a colour" in page
    assert draft_of(Appeal.objects.get()).variants[0].accent == ""


def test_what_suits_the_place_goes_with_the_plea_to_another_place(editor: Client, appeal: Appeal) -> None:
    editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields_of(appeal, **{"plea-placement": "inline"}))
    assert draft_of(Appeal.objects.get()).variants[0].choice == ""


def test_without_javascript_a_button_opens_the_preview_of_what_is_typed(
    editor: Client, appeal: Appeal, article: Article
) -> None:
    fields = fields_of(appeal, deed="preview", **{f"{CONTROL}-en-heading": "Typed.", f"{CONTROL}-design": "sand"})
    answer = editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields)
    assert answer.status_code == 302
    shown = editor.get(answer.headers["Location"])
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Content-Security-Policy"].endswith("; sandbox allow-scripts")
    text = text_of(editor, shown.content.decode())
    assert text["heading"] == "Typed."
    assert "--sf-bg:#f4ecdb" in str(text["design"])
    assert draft_of(Appeal.objects.get()).variants[0].texts["en"].heading != "Typed."


def test_the_preview_turns_the_page_around(editor: Client, appeal: Appeal, article: Article) -> None:
    address = editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields_of(appeal, deed="preview")).headers["Location"]
    assert '<html dir="rtl"' in editor.get(f"{address}&dir=rtl").content.decode()
    assert '<html dir="rtl"' not in editor.get(address).content.decode()


def test_a_ticker_without_figures_is_previewed_with_made_up_ones(editor: Client, article: Article) -> None:
    Campaign.objects.create(slug="winter", name="Winter", goal_minor=1_000_000, currency="USD")
    one = save_draft(draft(campaign="winter"), actor=None, now=NOW)
    fields = fields_of(one, deed="preview", **{f"{CONTROL}-ticker": "on"})
    page = editor.get(editor.post(f"/desk/pleas/plea/{one.slug}/", fields).headers["Location"]).content.decode()
    text = text_of(editor, page)
    assert text["ticker"] is True
    assert text["tickers"] == {"winter": {"goal": "10000", "raised": "4200", "people": 312, "currency": "USD"}}


def test_a_ticker_needs_a_campaign(editor: Client, appeal: Appeal) -> None:
    fields = fields_of(appeal, deed="publish", **{f"{CONTROL}-ticker": "on"})
    assert "The ticker needs a campaign" in editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields).content.decode()
