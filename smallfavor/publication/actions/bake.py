"""Bake the publication: every public page as a file, with its pictures, the feeds, the sitemap and the error page."""

import re
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import unquote

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Page

from smallfavor.core.baking import baked_file, remove_baked, write_baked
from smallfavor.publication.actions.bake_index import BakedPage, BakeIndex, bake_index
from smallfavor.publication.actions.render_page import page_request, render_page
from smallfavor.publication.actions.set_up_site import set_up_site
from smallfavor.publication.models import Article, Section
from smallfavor.publication.queries.related import related_ids
from smallfavor.publication.queries.site_files import feed, robots, sitemap
from smallfavor.publication.queries.stories import archive, editions, public_articles

_MEDIA = re.compile(r'/media/[^"\s,)&]+')
_BATCH = 200


class BakeFailed(Exception):
    """Raised after everything else is baked, with the addresses that could not be; their old files stay."""


def bake_all(now: datetime) -> int:
    """Bake everything and remove what is no longer public. Returns how many files were written anew.

    Raises BakeFailed for pages that break while they are rendered.
    """
    set_up_site()
    failed: list[str] = []
    with bake_index() as index:
        sections = public_sections()
        written = bake_lists(index, sections, failed)
        kept = {address for page in (*editions(), *sections) for address in addresses_of(page)} | set(_site_addresses())
        for ids in _batches(public_articles().values_list("pk", flat=True)):
            articles = list(public_articles().filter(pk__in=ids))
            written += bake_articles(index, articles, failed)
            kept |= {article.url for article in articles}
        for address in set(index) - kept:
            forget_address(index, address)
        _drop_unused_media(index)
    raise_failed(failed)
    return written


def try_address(index: BakeIndex, page: Page, address: str, failed: list[str]) -> int:
    """Bake an address, or add it to `failed`: one broken page must not keep the others from their readers."""
    try:
        return bake_address(index, page, address)
    except Exception as error:
        failed.append(f"{address}: {type(error).__name__}: {error}")
        return 0


def raise_failed(failed: list[str]) -> None:
    """Raises BakeFailed where something failed."""
    if failed:
        raise BakeFailed("\n".join(failed))


def bake_page(page: Page) -> int:
    """Bake this page alone, all pages of its archive included. Returns how many files were written anew.

    Raises BakeFailed.
    """
    failed: list[str] = []
    with bake_index() as index:
        specific = page.specific
        if isinstance(specific, Article):
            written = bake_articles(index, [specific], failed)
        else:
            written = sum(try_address(index, specific, address, failed) for address in addresses_of(specific))
    raise_failed(failed)
    return written


def bake_articles(index: BakeIndex, articles: Iterable[Article], failed: list[str]) -> int:
    """Bake these articles; files of them at addresses that they no longer have are removed."""
    found = list(articles)
    addresses = {article.pk: article.url for article in found}
    related = related_ids(addresses)
    written = 0
    for article in found:
        article.proposed = related[article.pk]
        written += try_address(index, article, article.url, failed)
    for address in [known for known, baked in index.items() if addresses.get(baked.page, known) != known]:
        forget_address(index, address)
    return written


def bake_lists(index: BakeIndex, sections: Iterable[Section], failed: list[str]) -> int:
    """Bake all that lists articles: fronts, feeds, sitemap, the archives of these sections; and the error page."""
    written = 0
    pages: list[Page] = [*editions(), *sections]
    for page in pages:
        answered = addresses_of(page)
        written += sum(try_address(index, page, address, failed) for address in answered)
        for address in [known for known, baked in index.items() if baked.page == page.pk and known not in answered]:
            forget_address(index, address)
    for address, content in _site_files().items():
        written += write_baked(unquote(address), content)
        index[address] = BakedPage(page=0)
    return written


def public_sections() -> list[Section]:
    return list(Section.objects.live().public())


def bake_address(index: BakeIndex, page: Page, address: str) -> int:
    """Bake one address that `page` answers, with its pictures. Returns 1 if the file is new or another, else 0."""
    content = render_page(page, address)
    media = sorted(set(_MEDIA.findall(content.decode())))
    for picture in media:
        _bake_media(picture)
    related = page.proposed or [] if isinstance(page, Article) else []
    index[address] = BakedPage(page=page.pk, related=related, media=media)
    return int(write_baked(unquote(address), content))


def forget_address(index: BakeIndex, address: str) -> None:
    remove_baked(unquote(address))
    index.pop(address, None)


def addresses_of(page: Page) -> list[str]:
    """All addresses that a page answers: one, or those of each page of an archive."""
    if isinstance(page, Section):
        return [page.archive_address(number) for number in archive(page).page_range]
    return [page.url]


def _site_addresses() -> list[str]:
    return [*(f"{edition.url}feed.xml" for edition in editions()), "/sitemap.xml", "/robots.txt", "/404.html"]


def _site_files() -> dict[str, bytes]:
    files = {f"{edition.url}feed.xml": feed(edition) for edition in editions()}
    return files | {"/sitemap.xml": sitemap(), "/robots.txt": robots(), "/404.html": not_found_page()}


def not_found_page() -> bytes:
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("404.html", request=page_request("/404.html")).encode()


def _bake_media(address: str) -> None:
    """Copy one picture, which never changes: its name carries a hash of what made it."""
    name = PurePosixPath(unquote(address).removeprefix(settings.MEDIA_URL))
    source, target = settings.MEDIA_ROOT / name, baked_file(unquote(address))
    if target.exists() or not source.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".baking-{target.name}")
    shutil.copyfile(source, fresh)
    fresh.replace(target)


def _drop_unused_media(index: BakeIndex) -> None:
    used = {baked_file(unquote(picture)) for baked in index.values() for picture in baked.media}
    folder = settings.BAKED / settings.MEDIA_URL.strip("/")
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file() and path not in used:
            path.unlink()


def _batches(ids: Iterable[int]) -> Iterable[list[int]]:
    everything = list(ids)
    return (everything[at : at + _BATCH] for at in range(0, len(everything), _BATCH))
