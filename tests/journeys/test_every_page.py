"""What holds for every page of the running paper: sound for assistive technology, whole on a narrow phone, alone."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.journeys.reader import Reader
from tests.journeys.running_demo import Demo

PUBLIC = (
    "/",
    "/ru/",
    "/news/",
    "/harbour/last-rope-maker/",
    "/no-such-page/",
    "/support/?lang=en",
    "/support/?lang=ru",
    "/manage/?lang=en",
    "/manage/?lang=ru",
    "/remind/?lang=en",
    "/remind/?lang=ru",
)
DESK = (
    "/desk/",
    "/desk/money/",
    "/desk/contributions/",
    "/desk/pledges/",
    "/desk/supporters/",
    "/desk/reminders/",
    "/desk/pleas/",
)
# What axe finds on Wagtail's own empty report pages: it is in their frame, not in ours.
WAGTAILS_OWN: frozenset[str] = frozenset()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_public_page(
    demo: Demo, open_context: Callable[..., BrowserContext], scheme: str
) -> None:
    page = open_context(viewport={"width": 360, "height": 740}, color_scheme=scheme).new_page()
    found = {}
    for path in PUBLIC:
        page.goto(demo.paper + path)
        page.wait_for_load_state("networkidle")
        found[path] = violations(page)
    assert {path: names for path, names in found.items() if names} == {}


def test_nothing_is_cut_off_at_320_pixels_and_at_twice_the_size(
    demo: Demo, open_context: Callable[..., BrowserContext]
) -> None:
    # 640 pixels at 200 % are 320 of the page's own, with letters of twice the size.
    for options in ({"viewport": {"width": 320, "height": 640}}, {"viewport": {"width": 640, "height": 900}}):
        page = open_context(**options).new_page()
        for path in PUBLIC:
            page.goto(demo.paper + path)
            if options["viewport"]["width"] == 640:
                page.evaluate("document.documentElement.style.zoom = 2")
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider <= 0, f"{path} is {wider} pixels too wide"


def test_no_page_asks_another_host_or_sets_a_cookie(demo: Demo, reader: Reader) -> None:
    asked: set[str] = set()
    reader.page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for path in PUBLIC:
        reader.go(path)
        reader.page.wait_for_load_state("networkidle")
    assert asked == {urlsplit(demo.paper).netloc}
    assert reader.page.context.cookies() == []


def test_the_desks_main_pages_are_sound_but_for_wagtails_own(
    demo: Demo, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context().new_page()
    page.goto(f"{demo.paper}/desk/login/")
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(demo.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk/")
    found = {}
    for path in DESK:
        answer = page.goto(demo.paper + path)
        assert answer is not None
        assert answer.status == 200
        page.wait_for_load_state("networkidle")
        found[path] = violations(page) - WAGTAILS_OWN
    assert {path: names for path, names in found.items() if names} == {}


def violations(page: Page) -> set[str]:
    """The names of axe's rules that the page breaks."""
    return {violation["id"] for violation in Axe().run(page).response["violations"]}
