"""The files of the site that are no pages: feed, sitemap, robots.txt."""

from datetime import UTC, date, datetime, time

from wagtail.rich_text import expand_db_html

from smallfavor.core.paper import current_paper
from smallfavor.publication.models import Article, FrontPage, Section
from smallfavor.publication.queries.stories import feed_stories, public_articles
from smallfavor.publication.rules.atom import Feed, FeedEntry, SitemapEntry, atom, sitemap_xml

SITEMAP_SIZE = 50_000


def feed(edition: FrontPage) -> bytes:
    """The edition's newest dated articles, whole, as Atom."""
    paper = current_paper()
    return atom(
        Feed(
            title=paper.name,
            address=edition.public_address,
            self_address=f"{edition.public_address}feed.xml",
            language=edition.language,
            entries=tuple(_entry(article) for article in feed_stories(edition)),
        )
    )


def sitemap() -> bytes:
    """Every public page, at most as many as one sitemap may hold; the lists first."""
    lists: list[FrontPage | Section] = [*FrontPage.objects.live().public(), *Section.objects.live().public()]
    articles = public_articles().order_by("-first_published_at")[: SITEMAP_SIZE - len(lists)]
    return sitemap_xml(SitemapEntry(page.public_address, page.last_published_at) for page in [*lists, *articles])


def robots() -> bytes:
    closed = "".join(f"Disallow: {path}\n" for path in ("/desk/", "/manage/", "/support/", "/remind/"))
    return f"User-agent: *\n{closed}\nSitemap: {current_paper().base_url}/sitemap.xml\n".encode()


def _entry(article: Article) -> FeedEntry:
    published = article.date or date.min
    return FeedEntry(
        address=article.public_address,
        title=article.title,
        summary=article.standfirst,
        body=_absolute(expand_db_html(article.body)),
        authors=tuple(article.author_names),
        published=published,
        updated=article.last_published_at or datetime.combine(published, time(), tzinfo=UTC),
    )


def _absolute(body: str) -> str:
    base = current_paper().base_url
    return str(body.replace('src="/', f'src="{base}/').replace('href="/', f'href="{base}/'))
