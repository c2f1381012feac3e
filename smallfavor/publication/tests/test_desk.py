"""At the desk an editor writes, publishes and takes down; readers' files follow."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from smallfavor.publication.actions.bake_stale import bake_stale
from smallfavor.publication.models import Article, Section, Stale
from smallfavor.publication.tests.conftest import WriteArticle
from smallfavor.publication.tests.test_bake import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", "editor@example.org", "secret"))
    return client


def form(**fields: str) -> dict[str, str]:
    empty = {"standfirst": "", "authors": "", "date": "", "lead_image": "", "lead_alt": "", "lead_caption": ""}
    settings = {"topics": "", "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": ""}
    comments = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    return empty | settings | comments | fields


def draft(text: str) -> str:
    """A body as the desk's editor sends it."""
    block = f'{{"key": "a", "text": "{text}", "type": "unstyled", "inlineStyleRanges": [], "entityRanges": []}}'
    return f'{{"blocks": [{block}], "entityMap": {{}}}}'


def test_a_new_article_begins_in_the_language_of_its_section(editor: Client, russian_news: Section) -> None:
    page = editor.get(f"/desk/pages/add/publication/article/{russian_news.pk}/").content.decode()
    assert re.search(r'<option value="ru"\s+selected', page)


def test_publishing_at_the_desk_notes_the_page_and_defers_the_job(editor: Client, baked: Path, news: Section) -> None:
    Stale.objects.all().delete()
    before = ProcrastinateJob.objects.filter(task_name="publication.bake_stale").count()
    fields = form(title="The ferry is back", slug="ferry", language="en", body=draft("At last."))
    answer = editor.post(
        f"/desk/pages/add/publication/article/{news.pk}/", fields | {"action-publish": "action-publish"}
    )
    assert answer.status_code == 302, re.findall(r"error-message.*?</", answer.content.decode(), re.S)
    article = Article.objects.get()
    assert article.live
    assert Stale.objects.filter(page_id=article.pk).exists()
    assert ProcrastinateJob.objects.filter(task_name="publication.bake_stale").count() == before + 1
    bake_stale(now=NOW)
    assert "At last." in (baked / "news/ferry/index.html").read_text(encoding="utf-8")


def test_taking_down_at_the_desk_takes_the_file_away(
    editor: Client, baked: Path, news: Section, write_article: WriteArticle
) -> None:
    article = write_article(news, "The ferry is back")
    bake_stale(now=NOW)
    assert editor.post(f"/desk/pages/{article.pk}/unpublish/").status_code == 302
    bake_stale(now=NOW)
    assert not (baked / "news/the-ferry-is-back").exists()


def test_a_draft_can_be_seen_before_it_is_published(
    editor: Client, russian_news: Section, write_article: WriteArticle
) -> None:
    article = write_article(russian_news, "Паром", slug="parom")
    article.title = "Паром вернулся"
    revision = article.save_revision()
    page = editor.get(f"/desk/pages/{article.pk}/revisions/{revision.pk}/view/").content.decode()
    assert "Паром вернулся" in page
    assert '<html lang="ru">' in page
