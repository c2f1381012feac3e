"""The repository's own files, as the tests here read them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "smallfavor"
SKIPPED = {".git", ".venv", "data", "build", "node_modules", "__pycache__", "htmlcov"}
BINARY = {".mo", ".pyc", ".png", ".jpg", ".jpeg", ".webp", ".woff2", ".ico", ".gz", ".br"}


def files(*suffixes: str) -> Iterator[Path]:
    """Every text file of ours, or those with one of these suffixes."""
    pending = [ROOT]
    while pending:
        for path in sorted(pending.pop().iterdir()):
            if path.name in SKIPPED or (path.name.startswith(".") and path.name not in {".ci", ".gitignore"}):
                continue
            if path.is_dir():
                if not path.name.endswith(".egg-info"):
                    pending.append(path)
            elif path.suffix not in BINARY and (not suffixes or path.suffix in suffixes):
                yield path


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def layers() -> dict[str, int]:
    """Each app's height, from the contract that import-linter holds: core is 0."""
    with (ROOT / "pyproject.toml").open("rb") as handle:
        contracts = tomllib.load(handle)["tool"]["importlinter"]["contracts"]
    rows = contracts[0]["layers"]
    return {app.strip(): height for height, row in enumerate(reversed(rows)) for app in row.split("|")}
