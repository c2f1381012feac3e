"""The sample paper is whole, and loading it twice changes nothing."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from smallfavor.publication.actions.load_sample import load_sample, sample_articles
from smallfavor.publication.models import Article, FrontPage, Section
from smallfavor.publication.queries.related import READ_MORE, related_ids

TODAY = date(2027, 3, 5)


def test_there_is_enough_to_read_in_both_languages() -> None:
    english, russian = list(sample_articles("en")), list(sample_articles("ru"))
    assert len(english) + len(russian) >= 14
    assert len(russian) > READ_MORE
    assert len({article.section for article in english}) == 4


def test_every_sample_article_is_a_whole_one() -> None:
    for language in ("en", "ru"):
        for article in sample_articles(language):
            assert 5 <= len(article.paragraphs) <= 9, article.slug
            assert {"title", "standfirst", "authors", "days_ago", "topics"} <= article.facts.keys(), article.slug
            assert ("picture" in article.facts) == ("alt" in article.facts), article.slug


def test_quotation_marks_are_those_of_the_language() -> None:
    for language, wrong in (("en", '«»„"'), ("ru", '“”"')):
        for article in sample_articles(language):
            assert not re.search(f"[{wrong}]", " ".join(article.paragraphs)), article.slug


@pytest.mark.django_db
def test_loading_publishes_all_once_and_leaves_what_an_editor_changed(baked: Path) -> None:
    assert load_sample(today=TODAY) == Article.objects.live().count() >= 14
    assert Section.objects.count() == 8
    assert FrontPage.objects.exclude(motto="").count() == 2
    article = Article.objects.get(slug="icebreaker-comes-home")
    article.title = "Home"
    article.save_revision().publish()
    call_command("load_sample")
    assert load_sample(today=TODAY) == 0
    assert Section.objects.count() == 8
    assert Article.objects.get(slug="icebreaker-comes-home").title == "Home"


@pytest.mark.django_db
def test_every_sample_article_has_four_to_read_more_in_its_language(baked: Path) -> None:
    load_sample(today=TODAY)
    languages = dict(Article.objects.values_list("pk", "language"))
    for article, related in related_ids(languages).items():
        assert len(related) == READ_MORE
        assert article not in related
        assert {languages[other] for other in related} == {languages[article]}
