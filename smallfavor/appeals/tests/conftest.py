from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def baked(tmp_path: Path, settings: Any) -> Path:
    """Every test bakes into a folder of its own."""
    settings.BAKED = tmp_path / "baked"
    return tmp_path / "baked"


@pytest.fixture
def tallier(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The process's counts, empty, flushed by the test alone."""
    from smallfavor.appeals.actions.count_tally import TALLIER, Tallier

    monkeypatch.setattr(Tallier, "keep_flushing", lambda self: None)
    TALLIER.forget()
    yield TALLIER
    TALLIER.forget()
