"""What to read more: near in topics and words, never itself, in its language, in one statement."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from smallfavor.publication.models import Section
from smallfavor.publication.queries.related import related_articles, related_ids
from smallfavor.publication.tests.conftest import WriteArticle

pytestmark = pytest.mark.django_db

ICE = "<p>The icebreaker opened a channel through the frozen strait for the convoy of ferries behind it.</p>"
ICE_TOO = "<p>Ferries followed the breaker; the strait had frozen over, and ice lay thick in the channel.</p>"
BREAD = "<p>The baker takes the rye loaves out of the oven before the market opens and the porters come.</p>"


def test_stories_with_the_same_words_are_nearest(news: Section, write_article: WriteArticle) -> None:
    article = write_article(news, "Winter at sea", body=ICE)
    near = write_article(news, "Behind the breaker", body=ICE_TOO)
    for number in range(6):
        write_article(news, f"Loaf {number}", body=BREAD)
    assert related_articles(article)[0] == near


def test_words_are_compared_by_their_stems(russian_news: Section, write_article: WriteArticle) -> None:
    article = write_article(russian_news, "Лёд", slug="a", body="<p>Ледокол провёл паромы через замёрзший пролив.</p>")
    near = write_article(russian_news, "Зима", slug="b", body="<p>Паромам в проливах не пройти без ледокола.</p>")
    for number in range(6):
        write_article(
            russian_news, f"Хлеб {number}", slug=f"c{number}", body="<p>Пекарь достаёт из печи ржаной хлеб.</p>"
        )
    assert related_articles(article)[0] == near


def test_shared_topics_bring_stories_near(news: Section, write_article: WriteArticle) -> None:
    article = write_article(news, "Winter at sea", body=ICE, topics=("Harbour", "Winter"))
    near = write_article(news, "The tax", body=BREAD, topics=("Harbour", "Winter"))
    half = write_article(news, "The mole", body=BREAD, topics=("Harbour",))
    for number in range(6):
        write_article(news, f"Loaf {number}", body=BREAD)
    assert related_articles(article)[:2] == [near, half]


def test_of_two_that_are_equally_near_the_newer_comes_first(news: Section, write_article: WriteArticle) -> None:
    article = write_article(news, "Winter at sea", body=ICE)
    old = write_article(news, "Loaf", body=BREAD, date=date(2020, 1, 1))
    undated = write_article(news, "Loaf", slug="loaf-2", body=BREAD, date=None)
    new = write_article(news, "Loaf", slug="loaf-3", body=BREAD)
    assert related_articles(article) == [new, old, undated]


def test_a_story_never_proposes_itself_nor_another_language_nor_what_is_not_public(
    news: Section, russian_news: Section, write_article: WriteArticle
) -> None:
    article = write_article(news, "Winter at sea", body=ICE)
    hidden = write_article(news, "Hidden", body=ICE)
    hidden.unpublish()
    write_article(russian_news, "Зима", slug="b", body=ICE)
    other = write_article(news, "Loaf", body=BREAD)
    assert related_articles(article) == [other]


def test_many_are_asked_in_the_same_few_statements(news: Section, write_article: WriteArticle) -> None:
    articles = [write_article(news, f"Story {number}", body=ICE) for number in range(8)]
    with CaptureQueriesContext(connection) as one:
        related_ids([articles[0].pk])
    with CaptureQueriesContext(connection) as many:
        found = related_ids([article.pk for article in articles])
    assert len(many) == len(one)
    assert all(len(ids) == 4 and pk not in ids for pk, ids in found.items())


def test_an_article_of_no_words_is_survived(news: Section, write_article: WriteArticle) -> None:
    article = write_article(news, "…", slug="dots", body="<p>…</p>")
    other = write_article(news, "Loaf", body=BREAD)
    assert related_articles(article) == [other]
    assert related_ids([]) == {}
