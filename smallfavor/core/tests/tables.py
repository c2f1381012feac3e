"""Reads the worked tables of docs/rules, so that the prose and the code can't part."""

from pathlib import Path

RULES = Path(__file__).parents[3] / "docs" / "rules"


def table(page: str, *, header: str) -> list[dict[str, str]]:
    """The rows below the table line that begins with `header`, as {column: cell}."""
    lines = (RULES / page).read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"| {header} |"))
    columns, rows = _cells(lines[at]), []
    for line in lines[at + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(dict(zip(columns, _cells(line), strict=True)))
    assert rows
    return rows


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
