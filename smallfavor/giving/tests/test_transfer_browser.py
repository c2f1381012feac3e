"""The transfer page in a real browser, with and without JavaScript, on a phone and on a desktop."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, expect

from smallfavor.giving.tests.test_transfer import accounts, begin
from tests.browser import DESKTOP, PHONE

__all__ = ["accounts"]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_the_page_is_sound_and_leads_on(
    paper_site: str, open_context: Callable[..., BrowserContext], scripts: bool, size: dict[str, int]
) -> None:
    page = open_context(viewport=size, java_script_enabled=scripts).new_page()
    page.goto(paper_site + begin("monthly"))
    expect(page.get_by_role("heading", name="Where to send it")).to_be_visible()
    code = page.get_by_role("img", name="A code that bank apps read")
    expect(code).to_be_visible()
    if scripts:
        assert code.evaluate("image => image.naturalWidth") > 200
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.get_by_role("link", name="Go on", exact=True).click()
    expect(page.get_by_role("heading", name="We wait for your transfer")).to_be_visible()
    page.get_by_role("link", name="Where to send it").click()
    expect(page.get_by_role("heading", name="Where to send it")).to_be_visible()
