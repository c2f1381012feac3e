"""docs/finance.md: its tables and quoted commands, each named by a mark that stands before it, held against a run.

Not here: the run (walk.py, month_end.py).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.month.walk import BANKS_RATE, RATES, Story, Table

PAGE = Path(__file__).parents[3] / "docs" / "finance.md"
MARKED = re.compile(r"<!-- run: ([a-z ]+) -->\n")
# Whatever has a currency's sign or decimals.
AMOUNT = re.compile(r"(?<=[$€¥])\d[\d,]*(?:\.\d+)?|(?<![\w.])\d+\.\d+(?!\w|\.\d)")
# What differs from run to run and says nothing about money.
PASSING = (
    (re.compile(r"\d{4}-\d{2}(-\d{2})?"), "<day>"),
    (re.compile(r"[0-9a-f]{64}"), "<digest>"),
)


@dataclass(frozen=True)
class Block:
    """A table or a quoted command after its mark; `start` and `end` are its lines in the page."""

    name: str
    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def is_table(self) -> bool:
        return self.lines[0].startswith("|")

    def rows(self) -> Table:
        return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in self.lines[2:]]

    def said(self) -> str:
        return "\n".join(self.lines[1:-1])


def blocks(text: str) -> Iterator[Block]:
    """All that a mark stands before."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        found = MARKED.fullmatch(line + "\n")
        if found:
            end = number + 1
            inside = lines[end].startswith("```")
            while end < len(lines) and (lines[end].strip() or inside):
                end += 1
                if inside and lines[end - 1].startswith("```") and end - 1 > number + 1:
                    break
            yield Block(found[1], number + 1, end, tuple(lines[number + 1 : end]))


def unmarked_tables(text: str) -> list[str]:
    """The headers of tables that no mark stands before: nothing would hold their figures against a run."""
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if line.startswith("|") and not lines[n - 1].startswith("|")]
    return [lines[n] for n in heads if not MARKED.fullmatch(lines[n - 1] + "\n")]


def amounts_in_prose(text: str) -> set[str]:
    """Every amount outside of tables and quotations, as digits: 1,500 is 1500."""
    prose = "\n".join(line for line in text.splitlines() if not line.startswith("|"))
    prose = re.sub(r"```.*?```", "", prose, flags=re.S)
    return {plain(amount) for amount in AMOUNT.findall(prose)}


def plain(amount: str) -> str:
    """25.00 and 25 and -25 are one amount."""
    digits = amount.replace(",", "").lstrip("-")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def amounts_of(story: Story) -> set[str]:
    """Every number of the run's tables, and the rates that it took."""
    cells = (cell for table in story.tables.values() for row in table for cell in row)
    found = {plain(number) for cell in cells for number in re.findall(r"\d[\d,]*(?:\.\d+)?", cell)}
    return found | {plain(rate) for rate in (*RATES.values(), BANKS_RATE)}


def lasting(said: str) -> str:
    """A command's words without their days and digests, and without the terminal's line width."""
    for pattern, instead in PASSING:
        said = pattern.sub(instead, said)
    return " ".join(said.split())


def rewritten(text: str, story: Story) -> str:
    """The page with the run's figures under its own headings."""
    lines = text.splitlines()
    for block in reversed(list(blocks(text))):
        if block.is_table:
            made = [_line(row) for row in story.tables[block.name]]
            lines[block.start + 2 : block.end] = made
        else:
            lines[block.start + 1 : block.end - 1] = story.said[block.name].splitlines()
    return "\n".join(lines) + "\n"


def _line(row: list[str]) -> str:
    cells = (f"`{cell}`" if re.fullmatch(r"[a-z]+:[a-z]+", cell) else cell for cell in row)
    return f"| {' | '.join(cells)} |"
