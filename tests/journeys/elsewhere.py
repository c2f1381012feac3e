"""What a reader meets on another site that carries the one tag, whatever system made its pages.

Each walk is made by a reader of its own, by what can be seen. Not here: the sites (test_static_site.py,
tests/embeds_wordpress).
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.embed.conftest import NOTICE_SHIFTS
from tests.journeys.month.desk import Desk, words_of
from tests.journeys.reader import Reader
from tests.journeys.running_demo import Demo

APPEAL = "after-the-article"  # of the sample
SEEN = f"(least) => JSON.parse(localStorage.smallfavor).views['{APPEAL}']?.[0] >= least"


@dataclass
class Visitor:
    """A reader on the other site. `articles` are its addresses, at least five; `faults` is what its pages met."""

    reader: Reader
    articles: list[str]
    faults: list[str]

    @property
    def page(self) -> Page:
        return self.reader.page

    @property
    def plea(self) -> Locator:
        return self.page.locator("[data-smallfavor=epic] section")

    def opens(self, article: int = 0) -> None:
        """The page, with the script's decision made."""
        self.page.goto(self.articles[article])
        self.page.wait_for_load_state("networkidle")

    def is_asked(self, article: int = 0, *, times: int = 1) -> None:
        """The plea stands at the article's end, was seen, and nothing has moved."""
        self.opens(article)
        self.plea.locator(".go").scroll_into_view_if_needed()
        expect(self.plea).to_be_visible()
        self.page.wait_for_function(SEEN, arg=times)
        self.is_unharmed()

    def is_not_asked(self, article: int = 0) -> None:
        self.opens(article)
        self.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        self.page.wait_for_load_state("networkidle")
        expect(self.plea).to_have_count(0)
        self.is_unharmed()

    def is_unharmed(self) -> None:
        assert self.page.evaluate("window.shift") == 0
        assert self.page.evaluate("window.violations") == []
        assert self.faults == []


def visitor_of(reader: Reader, articles: list[str]) -> Visitor:
    """From now on, what moves or breaks on this reader's pages is noted."""
    visitor = Visitor(reader, articles, [])
    reader.page.context.add_init_script(NOTICE_SHIFTS)
    reader.page.on("pageerror", lambda error: visitor.faults.append(str(error)))
    return visitor


def dismisses(visitor: Visitor) -> None:
    visitor.is_asked()
    visitor.plea.get_by_role("button", name="Close").click()
    expect(visitor.plea).to_have_count(0)
    for article in range(2):
        visitor.is_not_asked(article)


def meets_the_cap(visitor: Visitor, *, most: int = 4) -> None:
    for article in range(most):
        visitor.is_asked(article, times=article + 1)
    visitor.is_not_asked(most)


def gives(visitor: Visitor, *, amount: str, at: str) -> None:
    """From the plea through the form and the processor's page to thanks, all at the origin `at`, and back."""
    reader, page, article = visitor.reader, visitor.page, visitor.articles[0]
    visitor.is_asked()
    visitor.plea.get_by_role("radio", name="Once").check()
    visitor.plea.get_by_role("radio", name="Another amount").check()
    visitor.plea.locator("#own").fill(amount)
    visitor.plea.locator(".go").click()
    page.wait_for_url(f"{at}/support/?*")
    reader.send_the_form(f"Give ${amount}")
    reader.pay()
    reader.is_thanked()
    assert page.url.startswith(at)
    page.get_by_role("link", name="Back to the article").click()
    page.wait_for_url(article)
    page.wait_for_function("JSON.parse(localStorage.smallfavor).quiet > 0")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert not any(word in kept for word in ("gave", "gift", "pledge", "amount", "USD"))
    visitor.is_not_asked(1)


def is_attributed(demo: Demo, *, amount: str) -> None:
    """The desk's list of contributions names the plea beside this gift."""
    desk = Desk(demo.paper, "editor", demo.password)
    try:
        rows = [words_of(row) for row in desk.read("/desk/contributions/").split("<tr")]
    finally:
        desk.close()
    assert any(f"${amount}" in row and APPEAL in row for row in rows), rows


def links_of(visitor: Visitor) -> set[str]:
    """The origins to which the plea's links lead."""
    found: list[Any] = visitor.plea.locator("a").evaluate_all("links => links.map((link) => link.href)")
    return {f"{urlsplit(link).scheme}://{urlsplit(link).netloc}" for link in found}
