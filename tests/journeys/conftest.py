"""The demo that all journeys share, and a reader with a browser."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.journeys.reader import Reader
from tests.journeys.running_demo import Demo, demo

__all__ = ["demo"]

PHONE = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys run in one process, against one demo."""
    for item in items:
        if "demo" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("demo"))
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture
def new_reader(demo: Demo, open_context: Callable[..., BrowserContext]) -> Callable[..., Reader]:
    """A reader on a phone, with an address of their own; `javascript=False` and other browser options as wanted."""

    def make(*, javascript: bool = True, **options: object) -> Reader:
        wanted = {"viewport": PHONE, "locale": "en-US", "timezone_id": "America/New_York", **options}
        context = open_context(java_script_enabled=javascript, **wanted)
        return Reader(demo, context.new_page(), f"reader-{os.getpid()}-{time.monotonic_ns()}@example.org")

    return make


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Reader:
    return new_reader()


@pytest.fixture(scope="session")
def imported(demo: Demo) -> str:
    """The address of the article imported from a saved page; without one at hand the journey takes our own article."""
    pages = sorted((Path(__file__).parents[3] / "shared" / "page").glob("*.txt"))
    if not pages:
        return "/news/who-owns-the-snow/"
    done = demo.command("import", *map(str, pages))
    assert done.returncode == 0, done.stderr
    return "/news/nato-chief-gets-no-promises/"
