"""What the publication's templates ask for: stories, editions, pictures, the body with its placement.

Not here: the queries themselves (queries/), the words of an appeal (appeals).
"""

import json
import re
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django import template
from django.conf import settings
from django.core.paginator import EmptyPage
from django.core.paginator import Page as PaginatorPage
from django.http import Http404
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from smallfavor.core.content_policy import reader_policy
from smallfavor.core.paper import current_paper
from smallfavor.publication.models import Article, FrontPage, Section
from smallfavor.publication.queries import stories
from smallfavor.publication.queries.related import related_articles
from smallfavor.publication.rules.news_article import NewsArticle, news_article

register = template.Library()

INLINE_AFTER = 4  # paragraphs
INLINE_AT_LEAST = 8  # paragraphs in an article that has room for an appeal between them
WIDTHS = {"lead": (480, 760, 1216, 1520), "card": (240, 480, 760)}
SIZES = {
    "lead": "(min-width: 45rem) 38rem, 100vw",
    "front": "(min-width: 62rem) 46rem, 100vw",
    "card": "(min-width: 45rem) 20rem, 100vw",
}
_JSON_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class OtherEdition:
    code: str
    name: str
    address: str


@register.simple_tag
def edition_of(page: Page) -> FrontPage | None:
    return stories.edition_of(page)


@register.simple_tag
def sections_of(edition: FrontPage) -> list[Section]:
    return stories.sections_of(edition)


@register.simple_tag
def section_of(page: Page) -> Section | None:
    """The section that a page is or stands in."""
    if isinstance(page, Article):
        return page.section
    return page if isinstance(page, Section) else None


@register.simple_tag
def front_stories(front: FrontPage) -> stories.FrontStories:
    return stories.front_stories(front)


@register.simple_tag
def archive_page(section: Section, number: int) -> PaginatorPage[Article]:
    """Raises Http404 for a page that the archive does not have."""
    try:
        return stories.archive_page(section, number)
    except EmptyPage as error:
        raise Http404("The archive has no such page.") from error


@register.simple_tag
def archive_address(section: Section, number: int) -> str:
    return section.archive_address(number)


@register.simple_tag
def read_more(article: Article) -> list[Article]:
    return related_articles(article)


@register.simple_tag
def other_editions(page: Page) -> list[OtherEdition]:
    """This section, else the front page, in the paper's other languages."""
    own = stories.edition_of(page)
    names = dict(own._meta.get_field("language").flatchoices) if own else {}
    found = []
    for edition in stories.editions():
        if own is None or edition.pk == own.pk:
            continue
        same = (
            Section.objects.live().child_of(edition).filter(slug=page.slug).first() if page.depth > own.depth else None
        )
        target = same or edition
        found.append(OtherEdition(edition.language, str(names.get(edition.language, edition.language)), target.url))
    return found


@register.filter
def long_date(value: date) -> str:
    """21 November 2026, 21 ноября 2026 г.: the day first where the language is English, as in Europe."""
    language = get_language() or "en"
    return str(format_date(value, "long", locale="en_GB" if language == "en" else language.replace("-", "_")))


@register.simple_tag
def article_body(article: Article) -> SafeString:
    """The body as HTML, with the placement of an inline appeal where it is long enough for one."""
    body = expand_db_html(article.body)
    ends = [match.end() for match in re.finditer(r"</p>(?=\s*<p\b)", body)]
    if len(ends) + 1 >= INLINE_AT_LEAST:
        at = ends[INLINE_AFTER - 1]
        body = f'{body[:at]}<div data-smallfavor="inline"></div>{body[at:]}'
    return mark_safe(body)  # noqa: S308 (Wagtail's rich text: cleaned when it is saved, and by the import)


@register.simple_tag
def topic_slugs(article: Article) -> str:
    return " ".join(topic.slug for topic in article.topics.all())


@register.simple_tag
def json_ld(article: Article) -> SafeString:
    """The article for search engines, as a script that is data."""
    paper = current_paper()
    facts = NewsArticle(
        headline=article.title,
        summary=article.standfirst,
        address=article.public_address,
        language=article.language,
        section=article.section.title,
        authors=tuple(article.author_names),
        published=article.date,
        modified=article.last_published_at,
        picture=social_picture(article),
        topics=tuple(topic.name for topic in article.topics.all()),
        paper=paper.name,
        paper_address=f"{paper.base_url}/",
    )
    text = json.dumps(news_article(facts), ensure_ascii=False).translate(_JSON_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 (escaped above)


@register.simple_tag
def social_picture(article: Article) -> str:
    """The absolute address of the picture that others show with a link, or nothing."""
    if article.lead_image is None or not article.lead_image.file.storage.exists(article.lead_image.file.name):
        return ""
    address: str = article.lead_image.get_rendition("fill-1200x630|format-jpeg").url
    return address if address.startswith("http") else current_paper().base_url + address


@register.inclusion_tag("publication/picture.html")
def picture(article: Article, kind: str, loading: str = "lazy") -> dict[str, object]:
    """An article's picture in several widths. `kind`: `lead`, `front` or `card`; its place is kept while it loads.

    Beside a headline that links to the same article it is an ornament, and says nothing.
    """
    image = article.lead_image
    if image is None or not image.file.storage.exists(image.file.name):
        return {}
    widths = WIDTHS["card" if kind == "card" else "lead"]
    shape = "fill-{0}x{1}" if kind == "card" else "width-{0}"
    filters = [shape.format(width, width * 2 // 3) + "|format-webp" for width in widths]
    renditions = sorted({r.width: r for r in image.get_renditions(*filters).values()}.items())
    middle = renditions[len(renditions) // 2][1]
    return {
        "image": middle,
        "srcset": ", ".join(f"{rendition.url} {width}w" for width, rendition in renditions),
        "sizes": SIZES[kind],
        "alt": (article.lead_alt or image.description) if kind == "lead" else "",
        "loading": loading,
    }


@register.simple_tag
def full_address(path: str) -> str:
    return current_paper().base_url + path


@register.simple_tag
def mirror_policy() -> str:
    """The page's own policy, for mirrors that set no headers. In a <meta> frame-ancestors means nothing."""
    policy = reader_policy(settings.PAYMENT_PAGE_ORIGINS)
    return policy.replace("frame-ancestors 'none'; ", "")
