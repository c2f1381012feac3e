"""A page that a browser saved as HTML: what it states of itself, and the blocks of its text as clean markup.

The text is found by trafilatura; what comes out is built anew from a short list of elements, so that no script,
no style and no foreign attribute gets through. Not here: which blocks are the article (article.py).
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml import html as lxml_html
from lxml.etree import ParserError, _Element

from smallfavor.publication.rules.block import Block, Kind, SavedPage

SAFE_SCHEMES = {"http", "https", "mailto"}
INLINE = {"#b": "b", "#i": "i"}
DEPTH_MAX = 40
AUTHORS_MAX = 10

# Typographic spaces would be lost to plain ones on the way; they travel as letters that no page uses.
_SPACES = {"\u00a0": "\ue0a0", "\u202f": "\ue0a1", "\u2009": "\ue0a2"}
_SPACE_REFERENCE = re.compile(r"&(?:nbsp|#160|#x0*a0|#8239|#x202f|#8201|#x2009|thinsp);", re.IGNORECASE)
_OUT = str.maketrans(_SPACES)
_BACK = str.maketrans({letter: space for space, letter in _SPACES.items()})
_BLOCK_TAGS = {"p", "head", "quote", "list", "table", "fw", "ab"}


def page_of_html(source: str) -> SavedPage:
    """The blocks and stated facts of an HTML page. An empty page of no blocks where there is no text in it."""
    marked = _SPACE_REFERENCE.sub(lambda found: unescape(found.group()), source).translate(_OUT)
    marked = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", marked)
    try:
        tree = lxml_html.fromstring(marked)
        found = trafilatura.bare_extraction(
            marked, include_comments=False, include_formatting=True, include_links=True, favor_recall=True,
            include_tables=False, include_images=False, deduplicate=False,
        )  # fmt: skip
    except (ParserError, ValueError):
        return SavedPage(())
    body = getattr(found, "body", None)
    blocks = tuple(_blocks(body, 0)) if body is not None else ()
    stated = _stated_facts(tree)
    return SavedPage(
        blocks=_without_headline(blocks, stated["headline"]),
        headline=stated["headline"],
        authors=stated["authors"],
        published=stated["published"],
        language=str(tree.get("lang") or tree.get("xml:lang") or "").lower(),
        names=(stated["site"],) if stated["site"] else (),
    )


def _without_headline(blocks: tuple[Block, ...], headline: str) -> tuple[Block, ...]:
    return tuple(block for block in blocks if not headline or block.text != headline)


def _blocks(element: _Element, depth: int) -> Iterator[Block]:
    """The blocks below an element of trafilatura's tree, in order; what it does not know is read as paragraphs."""
    if depth > DEPTH_MAX:
        return
    for child in element:
        tag = str(child.tag)
        if tag == "list":
            kind = Kind.NUMBERED_ITEM if child.get("rend") == "ol" else Kind.ITEM
            yield from _block_each(child.iter("item"), kind)
        elif tag == "quote":
            inner = [part for part in child if part.tag in _BLOCK_TAGS]
            yield from _block_each(inner or [child], Kind.QUOTE)
        elif tag == "head":
            kind = Kind.HEADING if child.get("rend") in ("h1", "h2") else Kind.SMALL_HEADING
            yield from _block_each([child], kind)
        elif any(part.tag in _BLOCK_TAGS for part in child):
            yield from _blocks(child, depth + 1)
        else:
            yield from _block_each([child], Kind.PARAGRAPH)


def _block_each(elements: Iterable[_Element], kind: Kind) -> Iterator[Block]:
    """One block an element; a line break inside it parts paragraphs only where two stand together."""
    for element in elements:
        markup = _inline(element, 0).strip()
        for piece in re.split(r"(?:\s*<br>\s*){2,}", markup):
            piece = re.sub(r"^(?:\s*<br>)+|(?:<br>\s*)+$", "", piece).strip()
            text = _plain(piece)
            if text:
                yield Block(text, kind, piece)


def _inline(element: _Element, depth: int) -> str:
    parts = [_escaped(element.text)]
    for child in element:
        inner = _inline(child, depth + 1) if depth < DEPTH_MAX else _escaped("".join(child.itertext()))
        parts += [_wrapped(child, inner), _escaped(child.tail)]
    return "".join(parts)


def _wrapped(element: _Element, inner: str) -> str:
    if element.tag == "lb":
        return "<br>"
    if element.tag == "hi" and element.get("rend") in INLINE and inner.strip():
        tag = INLINE[element.get("rend")]
        return f"<{tag}>{inner}</{tag}>"
    if element.tag == "ref" and inner.strip():
        address = (element.get("target") or "").strip()
        if is_safe_link(address):
            return f'<a href="{escape(address)}">{inner}</a>'
    return inner


def is_safe_link(address: str) -> bool:
    """True for what an article may link to: an absolute web or mail address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in SAFE_SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")


def _escaped(text: str | None) -> str:
    return escape(re.sub(r"[ \t\r\n]+", " ", text or "").translate(_BACK), quote=False)


def _plain(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup.replace("<br>", " "))).strip()


def _stated_facts(tree: _Element) -> dict[str, Any]:
    """Headline, site, authors and date as the page's own markup states them; nothing is read out of its text."""
    described = list(_json_ld(tree))
    site = _meta(tree, "og:site_name")
    return {
        "headline": _headline(tree, described, site),
        "site": site,
        "authors": _authors(tree, described),
        "published": _published(tree, described),
    }


def _headline(tree: _Element, described: list[dict[str, Any]], site: str) -> str:
    headings = [_clean("".join(heading.itertext())) for heading in tree.iter("h1")]
    stated = _meta(tree, "og:title") or next((_text(item.get("headline")) for item in described), "")
    title = next((_clean("".join(element.itertext())) for element in tree.iter("title")), "")
    for name in filter(None, (site, _text_after_last_dash(title))):
        title = re.sub(rf"\s*[–—|·:-]\s*{re.escape(name)}\s*$", "", title)
    within = [heading for heading in headings if heading and heading in (stated or title)]
    candidates = [*within, stated, *(headings if len(headings) == 1 else ()), title]
    return next((candidate for candidate in candidates if candidate), "")


def _text_after_last_dash(title: str) -> str:
    parts = re.split(r"\s[–—|·]\s", title)
    return parts[-1] if len(parts) > 1 and len(parts[-1]) < len(parts[0]) else ""


def _authors(tree: _Element, described: list[dict[str, Any]]) -> tuple[str, ...]:
    names: list[str] = []
    for item in described:
        authors = item.get("author")
        for author in authors if isinstance(authors, list) else [authors]:
            person = isinstance(author, dict) and author.get("@type", "Person") == "Person"
            names.append(_text(author.get("name") if person and isinstance(author, dict) else author))
    names = [name for name in names if name] or [_meta(tree, "author")]
    kept = [name for name in dict.fromkeys(names) if 2 < len(name) <= 80 and "://" not in name]
    return tuple(kept[:AUTHORS_MAX])


def _published(tree: _Element, described: list[dict[str, Any]]) -> date | None:
    stated = [_text(item.get("datePublished")) for item in described]
    stated += [_meta(tree, name) for name in ("article:published_time", "datePublished", "dc.date", "date", "pubdate")]
    stated += [time.get("datetime") or "" for time in tree.iter("time") if time.get("pubdate") is not None]
    stated += [time.get("datetime") or "" for time in tree.iter("time") if time.get("itemprop") == "datePublished"]
    for text in stated:
        found = re.match(r"(\d{4})-(\d{2})-(\d{2})", text.strip())
        if found:
            try:
                return date(*map(int, found.groups()))
            except ValueError:
                continue
    return None


def _json_ld(tree: _Element) -> Iterator[dict[str, Any]]:
    """The articles that the page describes for search engines."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            content = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        items = content if isinstance(content, list) else [content]
        for item in items:
            graph = item.get("@graph", [item]) if isinstance(item, dict) else []
            yield from (one for one in graph if isinstance(one, dict) and "Article" in str(one.get("@type", "")))


def _meta(tree: _Element, name: str) -> str:
    for element in tree.iter("meta"):
        stated = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if stated.lower() == name.lower():
            return _clean(element.get("content") or "")
    return ""


def _text(value: object) -> str:
    return _clean(value) if isinstance(value, str) else ""


def _clean(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", unescape(text)).translate(_BACK).strip()
