"""The studio: who may do what, what is saved, what a preview shows and never writes."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.actions.switch_asking import stop_asking
from smallfavor.appeals.models import Appeal, Tally
from smallfavor.appeals.queries.drafts import asking_is_off, draft_of
from smallfavor.appeals.rules.draft import Audience
from smallfavor.appeals.tests.drafts import NOW, draft
from smallfavor.desk.pleas.sentences import when_sentence, who_sentence
from smallfavor.desk.tests.posting import SignIn, fields_of
from smallfavor.payments.models import Payment
from smallfavor.publication.actions.set_up_site import set_up_site
from smallfavor.publication.models import Article, Section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def baked(tmp_path: Path, settings: Any) -> Path:
    settings.BAKED = tmp_path / "baked"
    return tmp_path / "baked"


@pytest.fixture
def appeal() -> Appeal:
    return save_draft(draft(), actor=None, now=NOW)


@pytest.fixture
def article() -> Article:
    front = set_up_site()
    section = front.add_child(instance=Section(title="News", slug="news", language="en"))
    found: Article = section.add_child(
        instance=Article(title="Pier stays open", language="en", date=date(2026, 11, 20), body="<p>Words.</p>" * 3)
    )
    found.save_revision().publish()
    found.refresh_from_db()
    return found


def test_whoever_may_not_write_pleas_sees_neither_list_nor_menu(sign_in: SignIn, appeal: Appeal) -> None:
    client = sign_in()
    assert client.get("/desk/pleas/").status_code in (302, 403)
    assert client.get(f"/desk/pleas/plea/{appeal.slug}/").status_code in (302, 403)
    assert "/desk/pleas/" not in client.get("/desk/").content.decode()


def test_the_list_says_the_state_of_every_plea(editor: Client, appeal: Appeal) -> None:
    assert "readers don’t see it" in editor.get("/desk/pleas/").content.decode()
    publish_appeal(appeal, actor=None, now=NOW)
    assert ">Live<" in editor.get("/desk/pleas/").content.decode()


def test_the_list_counts_what_was_seen_and_clicked(editor: Client, appeal: Appeal) -> None:
    today = datetime.now(UTC).date()
    for event, count in (("seen", 4321), ("click", 17)):
        Tally.objects.create(
            day=today, version="v", appeal=appeal.slug, variant="control", event=event, ordinal=1, count=count
        )
    page = editor.get("/desk/pleas/").content.decode()
    assert re.search(r"4.?321", page)
    assert ">17<" in page


def test_an_empty_list_says_what_to_do(editor: Client) -> None:
    assert "Write the first one" in editor.get("/desk/pleas/").content.decode()


def test_a_new_plea_gets_an_id_from_its_name_in_any_script(editor: Client) -> None:
    for expected in ("vesna-v-portu", "vesna-v-portu-2"):
        answer = editor.post("/desk/pleas/new/", {"name": "Весна в порту", "placement": "epic"})
        assert answer.headers["Location"] == f"/desk/pleas/plea/{expected}/"


def test_saving_keeps_the_draft_and_reaches_no_reader(editor: Client, appeal: Appeal) -> None:
    publish_appeal(appeal, actor=None, now=NOW)
    changed = {"wording-control-en-heading": "A new first sentence.", "deed": "save"}
    editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields_of(appeal, **changed))
    appeal.refresh_from_db()
    assert draft_of(appeal).variants[0].texts["en"].heading == "A new first sentence."
    assert appeal.live_revision is not None
    assert "A new first sentence." not in json.dumps(appeal.live_revision.content)
    assert "Draft differs" in editor.get(f"/desk/pleas/plea/{appeal.slug}/").content.decode()


def test_what_the_screen_shows_and_posts_unchanged_changes_nothing(editor: Client) -> None:
    one = draft(starts_at=NOW, cap_views=3, cap_days=9, audience=Audience(topics=("port", "courts"), countries=("LV",)))
    appeal = save_draft(one, actor=None, now=NOW)
    editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields_of(appeal, deed="save"))
    assert draft_of(Appeal.objects.get()) == one
    assert appeal.changes.count() == 1


def test_publishing_needs_the_right_and_saves_what_is_typed(sign_in: SignIn, appeal: Appeal) -> None:
    writer = sign_in("change_appeal")
    address = f"/desk/pleas/plea/{appeal.slug}/"
    assert "Publish</button>" not in writer.get(address).content.decode()
    assert writer.post(address, fields_of(appeal, deed="publish")).status_code in (302, 403)
    appeal.refresh_from_db()
    assert appeal.live_revision is None


def test_a_publisher_publishes(sign_in: SignIn, appeal: Appeal) -> None:
    publisher = sign_in("change_appeal", "publish_appeal")
    publisher.post(f"/desk/pleas/plea/{appeal.slug}/", fields_of(appeal, deed="publish"))
    appeal.refresh_from_db()
    assert appeal.live_revision is not None
    assert appeal.live_revision.published_by.username == "eva"  # type: ignore[union-attr]


def test_what_is_missing_is_said_beside_the_words_that_were_typed(editor: Client, appeal: Appeal) -> None:
    changed = {"wording-control-en-heading": "You read {articles}", "deed": "publish"}
    page = editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields_of(appeal, **changed)).content.decode()
    assert "is not known of every reader" in page
    assert "You read {articles}" in page


def test_a_setting_that_cannot_be_read_is_not_saved(editor: Client, appeal: Appeal) -> None:
    changed = {"plea-starts_at": "2026-12-02T08:00", "plea-ends_at": "2026-12-01T08:00", "deed": "save"}
    page = editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields_of(appeal, **changed)).content.decode()
    assert "The end must be later" in page
    assert Appeal.objects.get().ends_at is None


def test_times_are_on_the_papers_clock(editor: Client, appeal: Appeal) -> None:
    changed = {"plea-starts_at": "2026-12-01T08:00", "deed": "save"}
    editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields_of(appeal, **changed))
    assert Appeal.objects.get().starts_at == datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
    assert 'value="2026-12-01T08:00"' in editor.get(f"/desk/pleas/plea/{appeal.slug}/").content.decode()


def test_articles_are_named_by_their_addresses(editor: Client, appeal: Appeal, article: Article) -> None:
    changed = {"who-use": ["articles"], "who-articles": f"http://localhost:8000{article.url}?from=feed", "deed": "save"}
    editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields_of(appeal, **changed))
    assert Appeal.objects.get().audience == {"articles": [str(article.pk)]}
    assert article.url in editor.get(f"/desk/pleas/plea/{appeal.slug}/").content.decode()
    changed = {"who-use": ["articles"], "who-articles": "/news/no-such-thing/", "deed": "save"}
    page = editor.post(f"/desk/pleas/plea/{appeal.slug}/", fields_of(appeal, **changed)).content.decode()
    assert "No article of ours" in page


def test_another_wording_starts_as_a_copy_and_can_be_dropped(editor: Client, appeal: Appeal) -> None:
    address = f"/desk/pleas/plea/{appeal.slug}/"
    editor.post(address, fields_of(appeal, deed="add:control"))
    first, second = draft_of(Appeal.objects.get()).variants
    assert (first.slug, second.slug) == ("control", "a")
    assert first.texts == second.texts
    editor.post(address, fields_of(Appeal.objects.get(), deed="drop:control"))
    assert [each.slug for each in draft_of(Appeal.objects.get()).variants] == ["a"]
    editor.post(address, fields_of(Appeal.objects.get(), deed="drop:a"))
    assert len(draft_of(Appeal.objects.get()).variants) == 1


def test_taking_down_asks_first_and_notes_the_reason(editor: Client, appeal: Appeal) -> None:
    publish_appeal(appeal, actor=None, now=NOW)
    address = f"/desk/pleas/plea/{appeal.slug}/take-down/"
    assert b"Take it down" in editor.get(address).content
    appeal.refresh_from_db()
    assert appeal.live_revision is not None
    editor.post(address, {"reason": "Breaking news"})
    appeal.refresh_from_db()
    assert appeal.live_revision is None
    assert appeal.changes.first().reason == "Breaking news"  # type: ignore[union-attr]


def test_the_kill_switch_asks_first_and_is_told_on_the_list(editor: Client) -> None:
    assert b"Stop all asking?" in editor.get("/desk/pleas/asking/").content
    assert not asking_is_off()
    editor.post("/desk/pleas/asking/", {"was": "on", "reason": "A death in the newsroom"})
    assert asking_is_off()
    page = editor.get("/desk/pleas/").content.decode()
    assert "All asking is stopped" in page
    assert "A death in the newsroom" in page
    editor.post("/desk/pleas/asking/", {"was": "off"})
    assert not asking_is_off()


def test_a_stale_switch_does_what_its_button_said(editor: Client) -> None:
    """Two editors look at the same button; the second press must not ask again."""
    stop_asking(actor=None, now=NOW)
    editor.post("/desk/pleas/asking/", {"was": "on"})
    assert asking_is_off()


def test_only_publishers_may_stop_all_asking(sign_in: SignIn) -> None:
    writer = sign_in("change_appeal")
    assert writer.post("/desk/pleas/asking/", {"was": "on"}).status_code in (302, 403)
    assert not asking_is_off()


def test_a_copy_is_a_draft_of_its_own(editor: Client, appeal: Appeal) -> None:
    answer = editor.post(f"/desk/pleas/plea/{appeal.slug}/duplicate/")
    copied = Appeal.objects.exclude(pk=appeal.pk).get()
    assert answer.headers["Location"] == f"/desk/pleas/plea/{copied.slug}/"
    assert (copied.live_revision, copied.salt == appeal.salt) == (None, False)
    assert draft_of(copied).variants == draft_of(appeal).variants


def test_the_archive_takes_and_gives(editor: Client, appeal: Appeal) -> None:
    editor.post(f"/desk/pleas/plea/{appeal.slug}/archive/")
    assert Appeal.objects.get().archived
    assert "All pleas are in the archive" in editor.get("/desk/pleas/").content.decode()
    assert "Spring" in editor.get("/desk/pleas/?state=archived").content.decode()
    editor.post(f"/desk/pleas/plea/{appeal.slug}/unarchive/")
    assert not Appeal.objects.get().archived


@pytest.mark.parametrize("deed", ["archive", "unarchive", "duplicate", "bring-back", "check", "hold", "owner"])
def test_no_get_changes_anything(editor: Client, appeal: Appeal, deed: str) -> None:
    assert editor.get(f"/desk/pleas/plea/{appeal.slug}/{deed}/").status_code in (302, 403, 405)
    assert Appeal.objects.count() == 1


def checked(client: Client, appeal: Appeal, **changes: Any) -> Any:
    return client.post(f"/desk/pleas/plea/{appeal.slug}/check/", fields_of(appeal, **changes)).json()


def manifest_address(html: str) -> str:
    """Beside the script, which is the only one of the page."""
    [script] = re.findall(r'<script defer src="(/appeals/preview/[^"]+/preview\.js)"></script>', html)
    assert "embed.js" not in html
    return str(script.replace("preview.js", "manifest.json"))


def test_the_preview_shows_what_is_typed_on_the_real_article(editor: Client, appeal: Appeal, article: Article) -> None:
    typed = {"wording-control-en-heading": "Typed just now.", "preview-wording": "control"}
    found = checked(editor, appeal, **typed)
    assert found["problems"] == []
    page = editor.get(found["preview"], {"article": article.pk, "country": "JP"})
    html = page.content.decode()
    assert "Pier stays open" in html
    assert 'data-smallfavor-country="JP"' in html
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    stranger = Client()  # as the sandboxed frame asks: without a cookie
    manifest = stranger.get(manifest_address(html))
    assert manifest.headers["Access-Control-Allow-Origin"] == "*"
    [shown] = manifest.json()["appeals"]
    text = stranger.get(manifest_address(html).replace("manifest.json", shown["variants"][0]["texts"]["en"])).json()
    assert text["heading"] == "Typed just now."


def test_the_preview_hides_behind_no_audience_and_no_schedule(editor: Client, article: Article) -> None:
    one = draft(starts_at=datetime(2099, 1, 1, tzinfo=UTC), audience=Audience(countries=("NZ",)), holdback_percent=50)
    found = checked(editor, save_draft(one, actor=None, now=NOW))
    html = editor.get(found["preview"], {"article": article.pk}).content.decode()
    [shown] = editor.get(manifest_address(html)).json()["appeals"]
    assert {"from", "audience", "holdback"}.isdisjoint(shown)


def test_looking_writes_nothing(editor: Client, appeal: Appeal, article: Article) -> None:
    found = checked(editor, appeal)
    with CaptureQueriesContext(connection) as queries:
        checked(editor, appeal)
        editor.get(found["preview"], {"article": article.pk})
    writing = [query["sql"] for query in queries if re.match(r"(INSERT|UPDATE|DELETE)", query["sql"])]
    assert writing == []


def test_a_preview_needs_the_right_and_a_true_address(
    sign_in: SignIn, editor: Client, appeal: Appeal, article: Article
) -> None:
    address = checked(editor, appeal)["preview"]
    stranger = sign_in()
    assert stranger.get(address, {"article": article.pk}).status_code in (302, 403)
    assert Client().get(address, {"article": article.pk}).status_code == 302
    assert editor.get(address.replace("/page/", "x/page/"), {"article": article.pk}).status_code == 404
    assert editor.get(address, {"article": "0"}).status_code == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_preview_has_either_colour_scheme(scheme: str) -> None:
    css = Client().get(f"/appeals/preview/style/{scheme}/page.css").content.decode()
    assert "prefers-color-scheme" not in css
    assert ("@media all" in css) == (scheme == "dark")


def test_a_plea_that_has_no_place_on_the_article_gets_one(editor: Client, article: Article) -> None:
    for placement in ("banner", "inline"):
        appeal = save_draft(draft(slug=placement, placement=placement), actor=None, now=NOW)
        html = editor.get(checked(editor, appeal)["preview"], {"article": article.pk}).content.decode()
        assert html.count(f'data-smallfavor="{placement}"') == 1


def test_the_audience_is_said_in_words() -> None:
    sections = {"news": "News", "port": "The port"}
    assert who_sentence(draft(), sections) == "everyone"
    audience = Audience(
        sections=("news", "port"), topics=("courts",), countries=("LV", "EE"), languages=("ru",),
        devices=("phone",), not_sections=("sport",), not_articles=("7",),
    )  # fmt: skip
    assert who_sentence(draft(audience=audience, holdback_percent=10), sections) == (
        "readers in News or The port or on the topic courts, in Latvia or Estonia, in Russian, on phones, "
        "but 10 of 100; never in sport or on one article"
    )


def test_the_first_screen_says_what_each_live_plea_did(
    editor: Client, appeal: Appeal, paid: Callable[..., Payment]
) -> None:
    assert "No plea is live" in editor.get("/desk/").content.decode()
    publish_appeal(appeal, actor=None, now=NOW)
    assert "not seen yet" in editor.get("/desk/").content.decode()
    today = datetime.now(UTC).date()
    for event, count in (("seen", 4321), ("click", 1)):
        Tally.objects.create(
            day=today, version="v", appeal=appeal.slug, variant="control", event=event, ordinal=1, count=count
        )
    for gift in (paid(250), paid(200, interval="monthly"), paid(300)):
        Payment.objects.filter(pk=gift.pk).update(appeal=appeal.slug if gift.amount_minor != 300 else "")
    assert "seen 4,321 times, followed once, 2 gifts." in editor.get("/desk/").content.decode()


def test_a_writer_who_may_not_see_money_still_sees_the_pleas(sign_in: SignIn, appeal: Appeal) -> None:
    page = sign_in("change_appeal").get("/desk/").content.decode()
    assert "Which plea works" in page
    assert "What came in" not in page


def test_the_schedule_is_said_in_words() -> None:
    assert when_sentence(draft()) == "at the article’s end, without an end"
    assert when_sentence(draft(starts_at=NOW)) == "at the article’s end, from 23 November 2026, 14:00"


def test_a_link_shows_the_saved_draft_to_who_has_it_and_says_so(
    editor: Client, appeal: Appeal, article: Article
) -> None:
    page = editor.get(f"/desk/pleas/plea/{appeal.slug}/").content.decode()
    assert "Whoever has the link sees this draft for 7 days" in page
    [link] = re.findall(r'id="link-control" type="text" value="([^"]+)"', page)
    address, _hash, token = link.partition("#smallfavor-preview=")
    assert address.endswith(str(article.url))
    [shown] = Client().get(f"/appeals/preview/{token}/manifest.json").json()["appeals"]
    assert shown["id"] == appeal.slug


def test_a_link_opens_an_article_in_the_pleas_own_language(editor: Client, appeal: Appeal, article: Article) -> None:
    section = article.get_parent().add_sibling(instance=Section(title="Новости", slug="novosti", language="ru"))
    newer = section.add_child(
        instance=Article(title="Причал", slug="prichal", language="ru", date=date(2026, 11, 21), body="<p>Слова.</p>")
    )
    newer.save_revision().publish()
    page = editor.get(f"/desk/pleas/plea/{appeal.slug}/").content.decode()
    [link] = re.findall(r'id="link-control" type="text" value="([^"]+)"', page)
    assert link.partition("#")[0].endswith(str(article.url))
