"""What a page of the paper is made of: valid, described for machines, light, and in its own language."""

import json
import re
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import brotli
import html5lib
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Drawing
from pytest_django import Settings
from wagtail.images.models import Image

from smallfavor.core.styles import stylesheet_text
from smallfavor.publication.actions.bake import bake_all
from smallfavor.publication.actions.load_sample import load_sample
from smallfavor.publication.models import Article, FrontPage, Section
from smallfavor.publication.tests.conftest import WriteArticle
from smallfavor.publication.tests.test_bake import NOW

pytestmark = pytest.mark.django_db
PAGE_BYTES_MAX = 60 * 1024
SCRIPT_BYTES_MAX = 6 * 1024
TODAY = date(2027, 3, 5)


@pytest.fixture
def picture(baked: Path) -> Image:
    drawn = BytesIO()
    Drawing.new("RGB", (1600, 1000), "#336699").save(drawn, "PNG")
    image = Image(title="Sea", description="The sea", file=ContentFile(drawn.getvalue(), name="sea.png"))
    image.save()
    return image


def page(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def parsed(feed: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(feed)  # noqa: S314 (our own)


def facts(text: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert found
    described: dict[str, object] = json.loads(found.group(1))
    return described


def test_every_page_of_the_sample_passes_the_strict_parser_and_is_light(baked: Path) -> None:
    load_sample(today=TODAY)
    bake_all(NOW)
    pages = sorted(baked.rglob("*.html"))
    assert len(pages) > 25
    shared = len(brotli.compress(stylesheet_text("paper").encode())) + SCRIPT_BYTES_MAX
    for path in pages:
        html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))
        assert path.with_name(f"{path.name}.br").stat().st_size + shared < PAGE_BYTES_MAX, path


def test_an_article_says_what_it_is_to_the_browser_script(
    client: Client, news: Section, write_article: WriteArticle
) -> None:
    article = write_article(news, "The ferry is back", topics=("Ferries", "Islands"))
    text = page(client, article.url)
    assert f'data-smallfavor-article="{article.pk}"' in text
    assert 'data-smallfavor-section="news"' in text
    topics = re.search(r'data-smallfavor-topics="([^"]*)"', text)
    assert topics
    assert sorted(topics.group(1).split()) == ["ferries", "islands"]
    assert '<div data-smallfavor="epic"></div>' in text
    assert 'data-smallfavor="header"' in text
    assert re.search(r'<script defer src="/appeals/embed\.js"', text)


def test_a_long_article_has_a_place_for_an_appeal_between_its_paragraphs(
    client: Client, news: Section, write_article: WriteArticle
) -> None:
    short = write_article(news, "Short", body="<p>One sentence.</p>" * 7)
    long = write_article(news, "Long", body="<p>One sentence.</p>" * 8)
    assert 'data-smallfavor="inline"' not in page(client, short.url)
    before = page(client, long.url).split('data-smallfavor="inline"')[0]
    assert before.count("<p>One sentence.</p>") == 4


def test_a_dated_article_is_described_for_search_engines(
    client: Client, news: Section, write_article: WriteArticle
) -> None:
    article = write_article(news, "The ferry is back", authors="Anna Ozola, Juris Kalns", standfirst="At last.")
    described = facts(page(client, article.url))
    assert described["@type"] == "NewsArticle"
    assert described["headline"] == "The ferry is back"
    assert described["datePublished"] == "2027-03-01"
    assert [author["name"] for author in described["author"]] == ["Anna Ozola", "Juris Kalns"]  # type: ignore[attr-defined]
    assert described["mainEntityOfPage"] == article.public_address


def test_an_undated_article_has_no_date_anywhere(client: Client, news: Section, write_article: WriteArticle) -> None:
    text = page(client, write_article(news, "From a drawer", date=None).url)
    assert "datePublished" not in facts(text)
    assert "dateModified" not in facts(text)
    assert "<time" not in text
    assert "published_time" not in text


def test_what_an_article_says_cannot_end_the_script_that_describes_it(
    client: Client, news: Section, write_article: WriteArticle
) -> None:
    article = write_article(news, "</script><script>alert(1)</script>", slug="attack", standfirst="<!-- & -->")
    text = page(client, article.url)
    assert "<script>alert(1)" not in text
    assert facts(text)["headline"] == "</script><script>alert(1)</script>"


def test_a_link_to_an_article_shows_its_headline_and_picture(
    client: Client, news: Section, write_article: WriteArticle, picture: Image, settings: Settings
) -> None:
    article = write_article(news, "The ferry is back", lead_image=picture, standfirst="At last.")
    text = page(client, article.url)
    assert '<meta property="og:title" content="The ferry is back">' in text
    assert '<meta property="og:description" content="At last.">' in text
    assert f'<meta property="og:image" content="{settings.BASE_URL}/media/images/' in text
    assert f'<link rel="canonical" href="{settings.BASE_URL}/news/the-ferry-is-back/">' in text


def test_pictures_keep_their_place_and_come_in_several_widths(
    baked: Path, client: Client, news: Section, write_article: WriteArticle, picture: Image
) -> None:
    article = write_article(news, "The ferry is back", lead_image=picture, lead_alt="Grey <sea>")
    other = write_article(news, "The ferry is late")
    lead = re.search(r"<figure class=\"lead\"><img [^>]*>", page(client, article.url))
    assert lead
    assert re.search(r'width="\d+" height="\d+" alt="Grey &lt;sea&gt;"', lead.group())
    assert lead.group().count("w,") >= 2
    assert 'loading="lazy"' not in lead.group()
    card = re.search(r"<a class=\"story-picture\"[^>]*><img [^>]*>", page(client, other.url))
    assert card
    assert 'loading="lazy"' in card.group()
    bake_all(NOW)
    for found in re.findall(r"/media/[^\s\",]+", page(client, article.url)):
        assert (baked / found.lstrip("/")).exists(), found


def test_a_picture_in_the_text_is_loaded_when_it_comes_near(
    baked: Path, client: Client, news: Section, write_article: WriteArticle, picture: Image
) -> None:
    body = f'<p>One.</p><embed embedtype="image" id="{picture.pk}" format="fullwidth" alt="The &quot;sea&quot;"/>'
    found = re.search(r"<img [^>]*>", page(client, write_article(news, "The ferry is back", body=body).url))
    assert found
    assert 'loading="lazy"' in found.group()
    assert 'alt="The &quot;sea&quot;"' in found.group()
    assert re.search(r'width="1216"', found.group())
    bake_all(NOW)
    assert list((baked / "media").rglob("*width-1216*.webp"))


def test_a_picture_that_no_page_shows_any_more_is_removed(
    baked: Path, news: Section, write_article: WriteArticle, picture: Image
) -> None:
    article = write_article(news, "The ferry is back", lead_image=picture)
    bake_all(NOW)
    assert list((baked / "media").rglob("*.webp"))
    article.lead_image = None
    article.save_revision().publish()
    bake_all(NOW)
    assert not list((baked / "media").rglob("*.webp"))


def test_a_page_speaks_its_own_language_whatever_the_browser_asks_for(
    client: Client, russian_news: Section, write_article: WriteArticle
) -> None:
    article = write_article(russian_news, "Паром вернулся", slug="parom", authors="Анна Озола")
    text = page(client, article.url, accept_language="en")
    assert '<html lang="ru">' in text
    assert "1 марта 2027" in text
    assert 'href="/support/?lang=ru"' in text
    english = page(client, "/", accept_language="ru")
    assert '<html lang="en">' in english


def test_the_switch_leads_to_the_same_section_of_the_other_edition(
    client: Client, news: Section, russian_news: Section
) -> None:
    assert '<a href="/ru/news/" lang="ru" hreflang="ru">Русский</a>' in page(client, "/news/")
    assert '<a href="/news/" lang="en" hreflang="en">English</a>' in page(client, "/ru/news/")


def test_without_a_script_the_plea_and_the_support_link_are_there(
    client: Client, news: Section, write_article: WriteArticle
) -> None:
    text = page(client, write_article(news, "The ferry is back").url)
    plea = re.search(r"<noscript>.*?</noscript>", text, re.S)
    assert plea
    assert "/support/?" in plea.group()
    assert "/remind/" in plea.group()
    assert 'class="support-link"' in text


def test_four_articles_to_read_more_are_linked(client: Client, news: Section, write_article: WriteArticle) -> None:
    article = write_article(news, "The ferry is back")
    others = {write_article(news, f"Another {number}").url for number in range(6)}
    below = page(client, article.url).split('class="read-more"')[1]
    linked = re.findall(r'class="story-title"><a href="([^"]+)"', below)
    assert len(set(linked)) == 4
    assert set(linked) <= others


def test_the_feed_holds_dated_articles_of_its_edition_alone(
    client: Client, news: Section, russian_news: Section, write_article: WriteArticle, settings: Settings
) -> None:
    write_article(news, "The ferry is back", body='<p>See <a href="/news/">news</a> & more.</p>', authors="Anna Ozola")
    write_article(news, "From a drawer", date=None)
    write_article(russian_news, "Паром вернулся", slug="parom")
    atom = "{http://www.w3.org/2005/Atom}"
    english = parsed(client.get("/feed.xml").content)
    assert [entry.findtext(f"{atom}title") for entry in english.iter(f"{atom}entry")] == ["The ferry is back"]
    content = english.findtext(f"{atom}entry/{atom}content") or ""
    assert f'href="{settings.BASE_URL}/news/"' in content
    russian = parsed(client.get("/ru/feed.xml").content)
    assert [entry.findtext(f"{atom}title") for entry in russian.iter(f"{atom}entry")] == ["Паром вернулся"]
    assert client.get("/xx/feed.xml").status_code == 404


def test_a_control_character_in_a_headline_does_not_break_the_feed(
    client: Client, news: Section, write_article: WriteArticle
) -> None:
    write_article(news, "The ferry \x0b is back", slug="ferry")
    parsed(client.get("/feed.xml").content)


def test_the_sitemap_lists_every_public_page(
    client: Client, news: Section, write_article: WriteArticle, settings: Settings
) -> None:
    article = write_article(news, "The ferry is back")
    found = client.get("/sitemap.xml").content.decode()
    for address in ("/", "/ru/", "/news/", article.url):
        assert f"<loc>{settings.BASE_URL}{address}</loc>" in found
    assert f"{settings.BASE_URL}/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_page_of_an_archive_that_does_not_exist_is_not_found(client: Client, news: Section) -> None:
    for number in ("2", "0", "99999999999999999999", "x"):
        assert client.get(f"/news/page/{number}/").status_code == 404


def test_what_does_not_exist_says_so_in_the_readers_language(client: Client, front: FrontPage) -> None:
    answer = client.get("/nothing/", headers={"accept-language": "ru"})
    assert answer.status_code == 404
    assert "Такой страницы нет" in answer.content.decode()


def test_an_editors_choice_opens_the_front_page(
    client: Client, front: FrontPage, news: Section, write_article: WriteArticle
) -> None:
    old = write_article(news, "Old but gold", date=date(2020, 1, 1))
    for number in range(8):
        write_article(news, f"Newer {number}")
    front.refresh_from_db()
    front.lead = Article.objects.get(pk=old.pk)
    front.save_revision().publish()
    text = page(client, "/")
    assert text.index("Old but gold") < text.index("Newer")
    assert text.count("Newer 3") == 1
