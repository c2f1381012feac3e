"""A figure that is promised, and the last lines of a benchmark: what was missed, and its figures as JSON.

Not here: which figures those are (goals.py beside each benchmark).
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    figure: str
    least: float | None = None
    most: float | None = None

    def missed(self, value: float) -> str:
        """A word about it; empty where it is reached."""
        if self.least is not None and value < self.least:
            return f"{self.figure} is {value}, promised are at least {self.least}"
        if self.most is not None and value > self.most:
            return f"{self.figure} is {value}, promised are at most {self.most}"
        return ""


def tell(figures: Mapping[str, object], missed: Sequence[str]) -> None:
    """Print the words about what was missed and, as the last line, the figures. Raises SystemExit(1) where any was."""
    for word in missed:
        print(word, file=sys.stderr)
    print(json.dumps(figures))
    if missed:
        raise SystemExit(1)
