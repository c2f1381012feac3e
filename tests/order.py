"""Which process of pytest-xdist runs what: tests that share a running demo stay together, so that it is started once.

Not here: the fixtures themselves.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# Each of these folders starts server processes that all its tests use; every other test goes wherever there is room.
TOGETHER = ("tests/demo/", "tests/faults/", "tests/journeys/")


class _Together(LoadScopeScheduling):
    """The largest group goes first, on one process, while the other begins with the rest."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever waits for servers to start gets more time."""
    for item in items:
        if item.nodeid.startswith(TOGETHER):
            item.add_marker(pytest.mark.timeout(600))
