"""A WordPress and a demo side by side: for `make test-embeds` alone, since it installs packages of the system."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.embeds_wordpress.wordpress import WordPress, running_wordpress, snippet_of_the_guide
from tests.journeys.conftest import new_reader
from tests.journeys.elsewhere import Visitor, visitor_of
from tests.journeys.reader import Reader
from tests.journeys.running_demo import Demo, demo

__all__ = ["demo", "new_reader"]

collect_ignore_glob = [] if os.environ.get("TEST_EMBEDS") else ["test_*.py"]


@pytest.fixture(scope="session")
def wordpress(demo: Demo) -> Iterator[WordPress]:
    """With the guide's own plugin, its two examples replaced by what `smallfavor embed-tag` says."""
    with running_wordpress(demo.elsewhere_port) as running:
        said = demo.command("embed-tag").stdout
        key = said.split('data-paper="')[1].split('"')[0]
        plugin = snippet_of_the_guide().replace("https://support.example", demo.paper).replace("BAYwDkk…", key)
        assert key in plugin
        running.put_snippet(plugin)
        yield running


@pytest.fixture
def new_visitor(wordpress: WordPress, new_reader: Callable[..., Reader]) -> Callable[..., Visitor]:
    return lambda **options: visitor_of(new_reader(**options), wordpress.articles)


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where to leave screenshots, if anybody wants to look (`PICTURES=/tmp/x make test-embeds`)."""
    folder = os.environ.get("PICTURES", "")
    return Path(folder) if folder else None
