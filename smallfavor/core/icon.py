"""The paper's icon in the browser's tab: its initial on its accent. Drawn, so that every paper has one."""

from datetime import datetime
from html import escape

from smallfavor.core.baking import write_baked
from smallfavor.core.colour import light_accent
from smallfavor.core.paper import current_paper

ADDRESS = "/icon.svg"
_ARTICLES = ("the ", "a ", "la ", "le ", "el ", "die ", "der ", "das ")


def icon_svg() -> str:
    """The icon as SVG."""
    paper = current_paper()
    colours = light_accent(paper.accent)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="6" fill="{colours.accent}"/>'
        f'<text x="16" y="23.5" font-family="Charter,Georgia,serif" font-size="22" font-weight="700" '
        f'text-anchor="middle" fill="{colours.on_accent}">{escape(initial(paper.name))}</text></svg>'
    )


def initial(name: str) -> str:
    """The first letter that says something: H of The Harbour Courier."""
    folded = name.strip().lower()
    skipped = next((len(article) for article in _ARTICLES if folded.startswith(article)), 0)
    return name.strip()[skipped : skipped + 1].upper() or "•"


def bake_icon(now: datetime) -> None:
    write_baked(ADDRESS, icon_svg().encode())
