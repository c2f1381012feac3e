"""Feed and sitemap as XML. Pure: facts in, bytes out; the standard library escapes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class FeedEntry:
    address: str
    title: str
    summary: str
    body: str  # HTML
    authors: tuple[str, ...]
    published: date
    updated: datetime


@dataclass(frozen=True)
class Feed:
    title: str
    address: str
    self_address: str
    language: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True)
class SitemapEntry:
    address: str
    modified: datetime | None


def atom(feed: Feed) -> bytes:
    """An Atom feed (RFC 4287). Its date is that of the newest entry, so that the same stories are the same bytes."""
    root = ElementTree.Element("feed", {"xmlns": ATOM, _LANGUAGE: feed.language})
    _add(root, "title", feed.title)
    _add(root, "id", feed.address)
    _add(root, "link", href=feed.address)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.self_address)
    _add(
        root,
        "updated",
        _stamp(max((entry.updated for entry in feed.entries), default=datetime(1970, 1, 1, tzinfo=UTC))),
    )
    _add(_add(root, "author"), "name", feed.title)
    for entry in feed.entries:
        element = _add(root, "entry")
        _add(element, "title", entry.title)
        _add(element, "id", entry.address)
        _add(element, "link", href=entry.address)
        _add(element, "published", _stamp(datetime.combine(entry.published, time(), tzinfo=UTC)))
        _add(element, "updated", _stamp(entry.updated))
        for name in entry.authors:
            _add(_add(element, "author"), "name", name)
        if entry.summary:
            _add(element, "summary", entry.summary)
        _add(element, "content", entry.body, type="html")
    return _bytes(root)


def sitemap_xml(entries: Iterable[SitemapEntry]) -> bytes:
    """A sitemap, as sitemaps.org has it."""
    root = ElementTree.Element("urlset", {"xmlns": SITEMAP})
    for entry in entries:
        element = _add(root, "url")
        _add(element, "loc", entry.address)
        if entry.modified:
            _add(element, "lastmod", _stamp(entry.modified))
    return _bytes(root)


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = _without_control(text) if text else None
    return element


def _without_control(text: str) -> str:
    """XML knows no control characters; one in a headline must not cost the whole feed."""
    return "".join(character for character in text if character >= " " or character in "\t\n")


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _bytes(root: ElementTree.Element) -> bytes:
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
