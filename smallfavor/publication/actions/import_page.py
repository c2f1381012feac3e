"""Turn one saved page into an article and publish it. The same page a second time changes nothing.

Not here: reading files (read_saved_page.py), finding the article in one (rules/article.py).
"""

import hashlib
import json
from dataclasses import dataclass

from anyascii import anyascii
from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext, override

from smallfavor.publication.actions.hold_tree import hold_tree
from smallfavor.publication.actions.read_saved_page import SavedFile
from smallfavor.publication.actions.set_up_site import set_up_site
from smallfavor.publication.models import Article, FrontPage, Section
from smallfavor.publication.rules.article import FoundArticle, find_article
from smallfavor.publication.rules.decoding import decode
from smallfavor.publication.rules.language import language_of
from smallfavor.publication.rules.rich_text import rich_text
from smallfavor.publication.rules.saved_html import page_of_html
from smallfavor.publication.rules.saved_text import page_of_text

SLUG_CHARACTERS_MAX = 80


class SectionMissing(ValueError):
    """Raised when the section that was asked for is in no edition of the article's language."""


@dataclass(frozen=True)
class Reading:
    """What a saved page holds, before anything is changed."""

    article: FoundArticle
    language: str
    source_hash: str
    text_hash: str


@dataclass(frozen=True)
class Imported:
    article: Article
    created: bool


def read_article(file: SavedFile) -> Reading:
    """Find the article in a saved page. Changes nothing.

    Raises Unreadable or NoArticle (both ValueError) with the reason.
    """
    text = decode(file.content)
    page = page_of_html(text) if file.is_html else page_of_text(text)
    found = find_article(page, own_names=(settings.PAPER_NAME,))
    languages = [settings.LANGUAGE_CODE, *(code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
    words = " ".join([found.headline, *(block.text for block in found.body)])
    kept = json.dumps([found.headline, [block.text for block in found.body]], ensure_ascii=False)
    return Reading(
        article=found,
        language=language_of(words, stated=page.language, languages=languages),
        source_hash=hashlib.sha256(file.content).hexdigest(),
        text_hash=hashlib.sha256(kept.encode()).hexdigest(),
    )


@transaction.atomic
def import_page(reading: Reading, *, section_slug: str = "") -> Imported:
    """Publish the article in the section of that slug, else in the first of its language's edition.

    One whose file or text is here already is left as it is, edited or not. Raises SectionMissing.
    """
    hold_tree()
    known = already_imported(reading)
    if known is not None:
        return Imported(known, created=False)
    found, section = reading.article, _section(reading.language, section_slug)
    article = Article(
        title=found.headline,
        slug=_free_slug(section, found.headline),
        standfirst=found.standfirst,
        authors=", ".join(found.authors)[:255],
        date=found.published,
        language=reading.language,
        body=rich_text(found.body),
        source_hash=reading.source_hash,
        text_hash=reading.text_hash,
    )
    section.add_child(instance=article)
    article.save_revision().publish()
    article.refresh_from_db()
    return Imported(article, created=True)


def already_imported(reading: Reading) -> Article | None:
    """The article that came from the same file, or from another with the same text."""
    same_file = Article.objects.filter(source_hash=reading.source_hash)
    same_text = Article.objects.filter(text_hash=reading.text_hash)
    return same_file.first() or same_text.first()


def _section(language: str, slug: str) -> Section:
    front = set_up_site()
    edition = next((one for one in _editions() if one.language == language), front)
    sections = Section.objects.child_of(edition).order_by("path")
    if slug:
        chosen = sections.filter(slug=slug).first()
        if chosen is None:
            known = ", ".join(sections.values_list("slug", flat=True)) or "none yet"
            raise SectionMissing(f"there is no section “{slug}” in the edition “{edition.language}” ({known})")
        return chosen
    first: Section | None = sections.first()
    if first is None:
        with override(edition.language):
            title = gettext("News")
        first = edition.add_child(instance=Section(title=title, slug="news", language=edition.language))
        first.save_revision().publish()
    return first


def _editions() -> list[FrontPage]:
    return list(FrontPage.objects.order_by("path"))


def _free_slug(section: Section, headline: str) -> str:
    base = slugify(anyascii(headline))[:SLUG_CHARACTERS_MAX].strip("-") or "article"
    taken = set(section.get_children().values_list("slug", flat=True))
    return next(
        slug for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken
    )
