"""Bake what was noted as stale: the changed pages, the lists, and whoever proposes them to read more."""

from datetime import datetime

from smallfavor.publication.actions.bake import (
    bake_all,
    bake_articles,
    bake_lists,
    forget_address,
    public_sections,
    raise_failed,
)
from smallfavor.publication.actions.bake_index import BakeIndex, bake_index
from smallfavor.publication.models import Article, Section, Stale
from smallfavor.publication.queries.related import related_ids
from smallfavor.publication.queries.stories import newest_first, public_articles

NEIGHBOURS = 400  # the newest articles of a language, asked whether they would now propose another


def bake_stale(*, now: datetime) -> int:
    """Work off all notes that are committed. Returns how many files were written anew.

    The notes are removed only after their pages are baked, so that a crash repeats the work instead of losing it.
    Raises BakeFailed, and leaves the notes, where a page breaks; all others are baked first.
    """
    notes = list(Stale.objects.order_by("pk"))
    if not notes:
        return 0
    if any(note.page_id is None for note in notes):
        written = bake_all(now)
    else:
        written = _bake_changed({note.page_id for note in notes if note.page_id is not None})
    Stale.objects.filter(pk__in=[note.pk for note in notes]).delete()
    return written


def _bake_changed(changed: set[int]) -> int:
    failed: list[str] = []
    with bake_index() as index:
        articles = list(public_articles().filter(pk__in=changed))
        gone = changed - {article.pk for article in articles}
        moved = {address for address, baked in index.items() if baked.page in changed}
        touched = moved | {article.url for article in articles}
        for address in [known for known, baked in index.items() if baked.page in gone]:
            forget_address(index, address)
        written = bake_articles(index, articles, failed)
        written += bake_lists(index, _sections_of(touched), failed)
        pointing = public_articles().filter(pk__in=_pointing(index, changed) - changed)
        written += bake_articles(index, pointing, failed)
    raise_failed(failed)
    return written


def _sections_of(addresses: set[str]) -> list[Section]:
    """The sections in whose archives articles of these addresses stand or stood."""
    return [section for section in public_sections() if any(one.startswith(section.url) for one in addresses)]


def _pointing(index: BakeIndex, changed: set[int]) -> set[int]:
    """Articles whose file proposes one of the changed, or would propose others now than it does."""
    shown = {baked.page: baked.related for baked in index.values() if baked.related}
    pointing = {page for page, related in shown.items() if changed.intersection(related)}
    for language in Article.objects.filter(pk__in=changed).order_by().values_list("language", flat=True).distinct():
        newest = newest_first(public_articles().filter(language=language)).values_list("pk", flat=True)[:NEIGHBOURS]
        now_related = related_ids(newest)
        pointing |= {page for page, related in now_related.items() if shown.get(page, []) != related}
    return pointing
