"""Fixtures for tests that drive a real Chromium, and a server that answers as the real one does: baked files first.

Not here: the journeys (tests/journeys) and the installation of the browser (tests/install_browser.py).
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from smallfavor.config.front import Front
from tests.install_browser import find_browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses the browser is marked so."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    path = find_browser()
    if not path:
        raise RuntimeError("No Chromium found: run `python tests/install_browser.py`, or name one in CHROMIUM.")
    # Playwright keeps an event loop in this thread; Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a reader's browser of its own (storage, language, size); all are closed after the test."""
    opened: list[BrowserContext] = []

    def open_one(**options: Any) -> BrowserContext:
        context = browser.new_context(
            **{"viewport": DESKTOP, "locale": "en-GB", "timezone_id": "Europe/Riga", **options}
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A page on a desktop; see `open_context` for others."""
    return open_context().new_page()


@pytest.fixture
def paper_site(transactional_db: None) -> Iterator[str]:
    """The address of a running site over the test database: baked files, static files, then Django.

    settings.BASE_URL is this address while the test runs.
    """

    def handler(application: Any) -> Any:
        front = Front(
            application,
            baked=settings.BAKED,
            static=settings.STATIC_ROOT,
            media=settings.MEDIA_ROOT,
            payment_origins=settings.PAYMENT_PAGE_ORIGINS,
        )
        return _StaticFirst(front)

    thread = LiveServerThread("localhost", handler, connections_override={}, port=0)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    address = f"http://localhost:{thread.port}"
    before = settings.BASE_URL
    settings.BASE_URL = address
    yield address
    settings.BASE_URL = before
    thread.terminate()
    connections.close_all()


class _StaticFirst(StaticFilesHandler):
    """Static files from the apps' own folders, as nothing is collected in a test."""

    def get_base_url(self) -> str:
        return str(settings.STATIC_URL)
