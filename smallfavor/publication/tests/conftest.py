"""A small paper in the database, and a baked folder of the test's own."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from smallfavor.publication.actions.set_up_site import set_up_site
from smallfavor.publication.models import Article, FrontPage, Section

PROSE = "<p>The harbour was quiet on the morning the ferry came back from the islands.</p>" * 4
WriteArticle = Callable[..., Article]


@pytest.fixture
def baked(settings: Settings, tmp_path: Path) -> Path:
    settings.BAKED = tmp_path / "baked"
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "baked"


@pytest.fixture
def front(db: None) -> FrontPage:
    return set_up_site()


@pytest.fixture
def russian_front(front: FrontPage) -> FrontPage:
    edition: FrontPage = FrontPage.objects.child_of(front).get(language="ru")
    return edition


@pytest.fixture
def news(front: FrontPage) -> Section:
    section: Section = front.add_child(instance=Section(title="News", slug="news", language="en"))
    return section


@pytest.fixture
def russian_news(russian_front: FrontPage) -> Section:
    section: Section = russian_front.add_child(instance=Section(title="Новости", slug="news", language="ru"))
    return section


@pytest.fixture
def write_article() -> WriteArticle:
    def write(section: Section, title: str, *, topics: tuple[str, ...] = (), **fields: object) -> Article:
        values: dict[str, object] = {"date": date(2027, 3, 1), "body": PROSE, "language": section.language}
        section.refresh_from_db()
        article: Article = section.add_child(instance=Article(title=title, **(values | fields)))
        if topics:
            article.topics.add(*topics)
        article.save_revision().publish()
        article.refresh_from_db()
        return article

    return write
