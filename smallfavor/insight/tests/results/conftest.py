"""The shared rows, and a folder of its own to bake into."""

from pathlib import Path
from typing import Any

import pytest

from smallfavor.insight.tests.rows import account, editor, paid, writer

__all__ = ["account", "editor", "paid", "writer"]


@pytest.fixture(autouse=True)
def baked(tmp_path: Path, settings: Any) -> Path:
    settings.BAKED = tmp_path / "baked"
    return tmp_path / "baked"
