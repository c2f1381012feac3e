"""Which stories stand where: on the front, in a section's archive, in the feed. Only what everyone may read."""

from dataclasses import dataclass

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from wagtail.models import Page

from smallfavor.publication.models import Article, FrontPage, Section

ARCHIVE_SIZE = 12
FRONT_TOP = 5
FRONT_SECTION_SIZE = 4
FEED_SIZE = 30


@dataclass(frozen=True)
class SectionStories:
    section: Section
    stories: list[Article]


@dataclass(frozen=True)
class FrontStories:
    """What the front page shows; no story twice."""

    lead: Article | None
    top: list[Article]
    sections: list[SectionStories]


def newest_first(articles: QuerySet[Article]) -> QuerySet[Article]:
    """By date; undated articles follow the dated ones, in the order they came."""
    return articles.order_by(F("date").desc(nulls_last=True), F("first_published_at").desc(nulls_last=True), "-pk")


def public_articles() -> QuerySet[Article]:
    """Articles that are live and stand under no restriction."""
    articles: QuerySet[Article] = Article.objects.live().public().select_related("lead_image")
    return articles


def editions() -> list[FrontPage]:
    """The front pages, the paper's own first."""
    return list(FrontPage.objects.live().public().order_by("path"))


def edition_of(page: Page) -> FrontPage | None:
    """The front page above this page, or itself."""
    known = getattr(page, "known_edition", None)
    if known is None:
        known = FrontPage.objects.ancestor_of(page, inclusive=True).order_by("-depth").first()
        page.known_edition = known
    return known


def sections_of(edition: FrontPage) -> list[Section]:
    return list(Section.objects.live().public().child_of(edition).order_by("path"))


def stories_below(page: Page) -> QuerySet[Article]:
    """The public articles of a section, or of one edition without those of the editions below it."""
    articles = public_articles().filter(path__startswith=page.path)
    if isinstance(page, FrontPage):
        for inner in FrontPage.objects.descendant_of(page):
            articles = articles.exclude(path__startswith=inner.path)
    return newest_first(articles)


def front_stories(front: FrontPage) -> FrontStories:
    newest = list(stories_below(front)[:FRONT_TOP])
    chosen = stories_below(front).filter(pk=front.lead_id).first() if front.lead_id else None
    pictured = next((story for story in newest[:3] if story.lead_image_id), None)
    lead = chosen or pictured or next(iter(newest), None)
    top = [story for story in newest if story != lead][: FRONT_TOP - 1]
    shown = [story.pk for story in (lead, *top) if story]
    sections = [
        SectionStories(section, list(stories_below(section).exclude(pk__in=shown)[:FRONT_SECTION_SIZE]))
        for section in sections_of(front)
    ]
    return FrontStories(lead, top, [group for group in sections if group.stories])


def archive(section: Section) -> Paginator[Article]:
    """A section's stories in pages; the first holds the newest."""
    return Paginator(stories_below(section), ARCHIVE_SIZE)


def archive_page(section: Section, number: int) -> PaginatorPage[Article]:
    """Raises EmptyPage for a number beyond the last."""
    return archive(section).page(number)


def feed_stories(edition: FrontPage) -> list[Article]:
    """The newest dated articles of an edition. What has no date is no news."""
    return list(stories_below(edition).filter(date__isnull=False)[:FEED_SIZE])
