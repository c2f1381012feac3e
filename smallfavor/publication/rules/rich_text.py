"""The blocks of an article as the HTML that Wagtail's rich text keeps. Nothing but these elements can come out."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from smallfavor.publication.rules.block import Block, Kind

_LISTS = {Kind.ITEM: "ul", Kind.NUMBERED_ITEM: "ol"}


def rich_text(blocks: Iterable[Block]) -> str:
    """Each block in its element; items that follow each other in one list, quotes in one quotation."""
    return "".join(_run(kind, list(run)) for kind, run in groupby(blocks, key=lambda block: block.kind))


def _run(kind: Kind, run: list[Block]) -> str:
    if kind in _LISTS:
        items = "".join(f"<li>{_inner(block)}</li>" for block in run)
        return f"<{_LISTS[kind]}>{items}</{_LISTS[kind]}>"
    return "".join(f"<{kind.value}>{_inner(block)}</{kind.value}>" for block in run)


def _inner(block: Block) -> str:
    return block.markup or escape(block.text, quote=False)
