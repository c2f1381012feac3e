"""Fixtures: a static site that carries the script, and readers of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from tests.embed.site import Site

NOTICE_SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; })
  .observe({ type: "layout-shift", buffered: true });
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
"""

LOADED = "performance.getEntriesByType('resource').length"
QUIET_LOOKS = 6


@dataclass
class Reader:
    """One reader's browser on the site."""

    page: Page
    site: Site
    faults: list[str] = field(default_factory=list)

    def open(self, path: str = "/1/") -> None:
        """The page, with the script's first work done."""
        self.page.goto(self.site.address + path)
        self.settle()

    def scroll_to_end(self) -> None:
        """To the end of the page, and until the plea has noted that it was in view."""
        self.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        self.settle()

    def settle(self) -> None:
        """Until several looks in a row find nothing newly loaded; on a busy machine each look takes longer, too."""
        seen, same = -1, 0
        while same < QUIET_LOOKS:
            self.page.wait_for_timeout(25)
            loaded = self.page.evaluate(LOADED)
            seen, same = loaded, same + 1 if loaded == seen else 0

    def read(self, path: str = "/1/") -> None:
        self.open(path)
        self.scroll_to_end()

    @property
    def epic(self) -> Locator:
        return self.page.locator("[data-smallfavor=epic] section")

    @property
    def banner(self) -> Locator:
        return self.page.locator("[data-smallfavor=banner] section")

    def stored(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.page.evaluate("JSON.parse(localStorage.getItem('smallfavor'))")
        return found

    def store(self, **parts: Any) -> None:
        """Puts parts into the store, before the next page."""
        self.page.evaluate(
            "(parts) => localStorage.setItem('smallfavor', JSON.stringify("
            "{ ...JSON.parse(localStorage.getItem('smallfavor')), ...parts }))",
            parts,
        )

    def today(self) -> int:
        day: int = self.page.evaluate("Math.floor((Date.now() / 1000 - new Date().getTimezoneOffset() * 60) / 86400)")
        return day


@pytest.fixture(scope="session")
def running_site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def site(running_site: Site) -> Site:
    running_site.reset()
    return running_site


@pytest.fixture
def new_reader(site: Site, open_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Reader]]:
    """Opens a reader; after the test none of them has met an error of ours or a page error."""
    readers: list[Reader] = []

    def make(**options: Any) -> Reader:
        context = open_context(**options)
        context.add_init_script(NOTICE_SHIFTS)
        reader = Reader(context.new_page(), site)
        reader.page.on("pageerror", lambda error: reader.faults.append(str(error)))
        readers.append(reader)
        return reader

    yield make
    for reader in readers:
        assert reader.faults == []


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Reader:
    return new_reader()
