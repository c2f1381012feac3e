"""The paper in a real browser, from a plain file server: a mirror of it needs nothing else."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections, transaction
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page
from pytest_django import DjangoDbBlocker

from smallfavor.core.baking import bakers
from smallfavor.core.clock import utcnow
from smallfavor.publication.actions.load_sample import load_sample
from tests.browser import DESKTOP, PHONE

ARTICLE = "/harbour/icebreaker-comes-home/"
SMALLEST = {"width": 320, "height": 640}
ADDRESSES = ["/", "/harbour/", ARTICLE, "/ru/", "/ru/news/nochnoy-parom-ostayotsya/", "/404.html"]
NOTICE_SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; })
  .observe({ type: "layout-shift", buffered: true });
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
"""
# Every link and button that is in view of a finger, but for links inside running text.
SMALL_TARGETS = """
[...document.querySelectorAll("a, button, input, summary")].filter((element) => {
  if (element.closest(".prose, .story, .masthead-name, .skip, .topics")) return false;
  const box = element.getBoundingClientRect();
  return box.width > 0 && (box.height < 43.5 || box.width < 43.5);
}).map((element) => element.outerHTML.slice(0, 120))
"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Says nothing: the test tells what went wrong."""


@pytest.fixture(scope="module")
def mirror(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a plain file server over the baked sample paper, which is in no database by then."""
    folder = tmp_path_factory.mktemp("mirror")
    own_folders = override_settings(BAKED=folder / "baked", MEDIA_ROOT=folder / "media")
    with django_db_blocker.unblock(), own_folders, transaction.atomic():
        load_sample(today=date(2027, 3, 5))
        for bake in bakers().values():
            bake(utcnow())
        transaction.set_rollback(True)
    with django_db_blocker.unblock():
        # Beside the browser's event loop Django opens a connection of its own, which nobody else would close.
        connections.close_all()
    server = ThreadingHTTPServer(("localhost", 0), partial(QuietHandler, directory=str(folder / "baked")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db
def test_a_mirror_holds_the_whole_paper(mirror: str) -> None:
    """Marked for the database, which the mirror is made from; the browser's tests must not hold a transaction."""
    for address in [*ADDRESSES, "/feed.xml", "/ru/feed.xml", "/sitemap.xml", "/robots.txt", "/icon.svg"]:
        with urlopen(mirror + address) as answer:
            assert answer.status == 200, address


def test_the_paper_stands_on_any_screen(mirror: str, open_context: Callable[..., BrowserContext]) -> None:
    """Nothing is wider than the screen, from either side, moves while it loads or is too small to touch."""
    for size in (DESKTOP, PHONE, SMALLEST):
        page = watched_page(open_context(viewport=size))
        for address in ADDRESSES:
            page.goto(mirror + address, wait_until="networkidle")
            where = f"{address} at {size['width']}"
            assert page.evaluate(OVERFLOW) <= 0, where
            assert page.evaluate("window.shift") == 0, where
            assert page.evaluate("window.violations") == [], where
            assert page.evaluate(SMALL_TARGETS) == [], where
            page.evaluate("document.documentElement.dir = 'rtl'")
            assert page.evaluate(OVERFLOW) <= 0, f"{where}, right to left"
            name = page.locator(".masthead-name").bounding_box()
            assert name
            assert name["x"] + name["width"] > size["width"] * 0.9, f"{where}, right to left"


def test_everyone_can_read_it(mirror: str, open_context: Callable[..., BrowserContext]) -> None:
    """axe finds nothing, light and dark."""
    for scheme, addresses in (("light", ADDRESSES), ("dark", ["/", ARTICLE])):
        page = open_context(color_scheme=scheme).new_page()
        for address in addresses:
            page.goto(mirror + address, wait_until="networkidle")
            found = Axe().run(page)
            assert found.violations_count == 0, f"{address} {scheme}\n{found.generate_report()}"


def test_text_of_twice_the_size_loses_nothing(mirror: str, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport={"width": 640, "height": 450}).new_page()
    for address in ("/", ARTICLE, "/ru/news/nochnoy-parom-ostayotsya/"):
        page.goto(mirror + address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(OVERFLOW) <= 0, address


def test_without_scripts_and_from_the_keyboard_an_article_asks_and_leads_on(
    mirror: str, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(mirror + ARTICLE)
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("element => element === document.activeElement")
    assert page.locator(".plea .button").get_attribute("href", timeout=2000)
    assert page.locator(".read-more .story-title a").count() == 4
    assert page.locator(".plea").bounding_box()


def test_it_asks_no_other_host(mirror: str, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ADDRESSES:
        page.goto(mirror + address, wait_until="networkidle")
    assert asked
    assert [url for url in asked if not url.startswith((mirror, "data:"))] == []


def test_on_paper_it_is_an_article_and_nothing_else(mirror: str, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport={"width": 800, "height": 1100}).new_page()
    page.goto(mirror + ARTICLE, wait_until="networkidle")
    page.emulate_media(media="print")
    for shown in ("h1", ".prose", ".byline", ".masthead-name"):
        assert page.locator(shown).first.is_visible(), shown
    for hidden in (".support-link", ".sections", ".read-more", "[data-smallfavor=epic]", ".languages"):
        assert not page.locator(hidden).first.is_visible(), hidden


def watched_page(context: BrowserContext) -> Page:
    context.add_init_script(NOTICE_SHIFTS)
    return context.new_page()
