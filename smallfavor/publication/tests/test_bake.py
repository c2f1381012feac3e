"""Every public page is a file; what is no longer public is none."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings
from wagtail.images.models import Image
from wagtail.models import Page, PageViewRestriction, Revision

from smallfavor.core.clock import utcnow
from smallfavor.publication.actions import bake
from smallfavor.publication.actions.bake import BakeFailed, bake_all, bake_page
from smallfavor.publication.actions.bake_stale import bake_stale
from smallfavor.publication.models import Article, FrontPage, Section, Stale
from smallfavor.publication.tasks import publish_due
from smallfavor.publication.tests.conftest import WriteArticle

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 5, 12, tzinfo=UTC)


def page(baked: Path, address: str) -> str:
    return (baked / address.lstrip("/") / "index.html").read_text(encoding="utf-8")


def test_a_published_article_becomes_a_file_at_its_address(
    baked: Path, news: Section, write_article: WriteArticle
) -> None:
    article = write_article(news, "The ferry is back")
    bake_all(NOW)
    assert article.url == "/news/the-ferry-is-back/"
    assert "The ferry is back" in page(baked, article.url)
    assert (baked / "news/the-ferry-is-back/index.html.br").exists()
    assert (baked / "news/the-ferry-is-back/index.html.gz").exists()


def test_fronts_archives_and_site_files_are_baked(baked: Path, news: Section, write_article: WriteArticle) -> None:
    write_article(news, "The ferry is back")
    bake_all(NOW)
    for name in ("index.html", "ru/index.html", "news/index.html", "feed.xml", "ru/feed.xml"):
        assert (baked / name).exists(), name
    for name in ("sitemap.xml", "robots.txt", "404.html"):
        assert (baked / name).exists(), name


def test_baking_twice_writes_nothing_new(baked: Path, news: Section, write_article: WriteArticle) -> None:
    write_article(news, "The ferry is back")
    assert bake_all(NOW) > 0
    assert bake_all(NOW) == 0


def test_publishing_notes_the_page_and_the_job_bakes_it(
    baked: Path, news: Section, write_article: WriteArticle
) -> None:
    bake_stale(now=NOW)
    article = write_article(news, "The ferry is back")
    assert Stale.objects.filter(page_id=article.pk).exists()
    bake_stale(now=NOW)
    assert "The ferry is back" in page(baked, article.url)
    assert "The ferry is back" in page(baked, "/news/")
    assert "The ferry is back" in page(baked, "/")
    assert "The ferry is back" in (baked / "feed.xml").read_text(encoding="utf-8")
    assert not Stale.objects.exists()


def test_an_unpublished_article_disappears_from_everywhere(
    baked: Path, news: Section, write_article: WriteArticle
) -> None:
    article, other = write_article(news, "The ferry is back"), write_article(news, "The ferry is late")
    bake_stale(now=NOW)
    assert "The ferry is back" in page(baked, other.url)
    article.unpublish()
    bake_stale(now=NOW)
    assert not (baked / "news/the-ferry-is-back").exists()
    for address in ("/", "/news/", other.url):
        assert "The ferry is back" not in page(baked, address)
    assert "The ferry is back" not in (baked / "sitemap.xml").read_text(encoding="utf-8")


def test_a_deleted_article_disappears(baked: Path, news: Section, write_article: WriteArticle) -> None:
    article = write_article(news, "The ferry is back")
    bake_stale(now=NOW)
    article.delete()
    bake_stale(now=NOW)
    assert not (baked / "news/the-ferry-is-back").exists()


def test_an_article_with_a_new_address_leaves_the_old_one(
    baked: Path, news: Section, write_article: WriteArticle
) -> None:
    article = write_article(news, "The ferry is back")
    bake_stale(now=NOW)
    article.slug = "ferry"
    article.save_revision().publish()
    bake_stale(now=NOW)
    assert not (baked / "news/the-ferry-is-back").exists()
    assert (baked / "news/ferry/index.html").exists()


def test_a_renamed_section_is_in_the_masthead_of_every_page(
    baked: Path, news: Section, write_article: WriteArticle
) -> None:
    article = write_article(news, "The ferry is back")
    bake_stale(now=NOW)
    news.refresh_from_db()
    news.title = "Port"
    news.save_revision().publish()
    bake_stale(now=NOW)
    assert ">Port</a>" in page(baked, article.url)


def test_a_changed_headline_reaches_the_articles_that_propose_it(
    baked: Path, news: Section, write_article: WriteArticle
) -> None:
    article, other = write_article(news, "The ferry is back"), write_article(news, "The ferry is late")
    bake_stale(now=NOW)
    article.title = "The ferry returns"
    article.save_revision().publish()
    bake_stale(now=NOW)
    assert "The ferry returns" in page(baked, other.url)


def test_a_page_behind_a_password_is_never_baked(baked: Path, news: Section, write_article: WriteArticle) -> None:
    article = write_article(news, "For members only")
    bake_stale(now=NOW)
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.PASSWORD, password="x")
    bake_stale(now=NOW)
    assert not (baked / "news/for-members-only").exists()
    assert "For members only" not in page(baked, "/news/")
    PageViewRestriction.objects.all().delete()
    bake_stale(now=NOW)
    assert (baked / "news/for-members-only/index.html").exists()


def test_one_page_can_be_baked_alone(baked: Path, news: Section, write_article: WriteArticle) -> None:
    article = write_article(news, "The ferry is back")
    assert bake_page(article) == 1
    assert (baked / "news/the-ferry-is-back/index.html").exists()
    assert not (baked / "index.html").exists()


def test_a_lost_index_is_made_again(baked: Path, news: Section, write_article: WriteArticle) -> None:
    write_article(news, "The ferry is back")
    bake_all(NOW)
    index = baked.with_name("baked.index.json")
    index.write_text("{", encoding="utf-8")
    bake_all(NOW)
    assert "/news/the-ferry-is-back/" in json.loads(index.read_text(encoding="utf-8"))


def test_the_archive_goes_on_page_by_page(baked: Path, news: Section, write_article: WriteArticle) -> None:
    for number in range(14):
        write_article(news, f"Story {number:02}")
    bake_all(NOW)
    assert 'rel="next" href="/news/page/2/"' in page(baked, "/news/")
    assert 'rel="prev" href="/news/"' in page(baked, "/news/page/2/")
    assert "Story 00" in page(baked, "/news/page/2/")
    Article.objects.filter(title__gte="Story 12").first().delete()
    Article.objects.filter(title__gte="Story 12").first().delete()
    bake_stale(now=NOW)
    assert not (baked / "news/page").exists()


def test_names_in_other_letters_lie_under_their_own_letters(
    baked: Path, russian_news: Section, write_article: WriteArticle
) -> None:
    article = write_article(russian_news, "Паром вернулся", slug="паром-вернулся")
    bake_all(NOW)
    assert "Паром вернулся" in (baked / "ru/news/паром-вернулся/index.html").read_text(encoding="utf-8")
    article.delete()
    bake_all(NOW)
    assert not (baked / "ru/news/паром-вернулся").exists()


def test_a_page_that_breaks_does_not_keep_the_others_from_their_readers(
    baked: Path, news: Section, write_article: WriteArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = write_article(news, "Broken")
    good = write_article(news, "The ferry is back")
    bake_stale(now=NOW)
    render = bake.render_page

    def render_or_break(page: Page, address: str) -> bytes:
        if page.pk == broken.pk:
            raise ZeroDivisionError
        return render(page, address)

    monkeypatch.setattr(bake, "render_page", render_or_break)
    for article in (broken, good):
        article.title += "!"
        article.save_revision().publish()
    with pytest.raises(BakeFailed, match="/news/broken/"):
        bake_stale(now=NOW)
    assert "The ferry is back!" in page(baked, good.url)
    assert "Broken" in page(baked, broken.url)
    assert Stale.objects.filter(page_id=broken.pk).exists()
    monkeypatch.undo()
    bake_stale(now=NOW)
    assert "Broken!" in page(baked, broken.url)


def test_a_picture_whose_file_is_lost_is_left_out(baked: Path, news: Section, write_article: WriteArticle) -> None:
    lost = Image.objects.create(title="Lost", width=1600, height=1000, file="original_images/lost.png")
    article, other = write_article(news, "The ferry is back", lead_image=lost), write_article(news, "Another")
    bake_stale(now=NOW)
    for address in (article.url, other.url, "/", "/news/"):
        assert "The ferry is back" in page(baked, address)
        assert "<img" not in page(baked, address)


def test_what_is_set_to_go_live_goes_live_in_time(baked: Path, news: Section) -> None:
    article = Article(title="Tomorrow", slug="tomorrow", body="<p>Soon.</p>", live=False)
    news.add_child(instance=article)
    article.go_live_at = utcnow() + timedelta(hours=1)
    article.save_revision().publish()
    publish_due(0)
    assert not (baked / "news/tomorrow").exists()
    passed = utcnow() - timedelta(seconds=1)
    revision = Revision.objects.get(object_id=str(article.pk))
    revision.content["go_live_at"] = passed.isoformat()
    revision.approved_go_live_at = passed
    revision.save()
    publish_due(0)
    assert (baked / "news/tomorrow/index.html").exists()


def test_the_command_bakes_all_that_is_registered(baked: Path, front: FrontPage) -> None:
    call_command("bake")
    assert (baked / "index.html").exists()
    assert [path.name for path in (baked / "style").glob("page-*.css")]


def test_no_page_of_the_paper_asks_another_host(
    baked: Path, news: Section, write_article: WriteArticle, settings: Settings
) -> None:
    article = write_article(news, "The ferry is back")
    bake_all(NOW)
    for address in ("/", "/news/", article.url):
        for found in re.findall(r'(?:src|srcset|<link rel="stylesheet" href)="([^"]+)"', page(baked, address)):
            assert found.startswith("/"), found
