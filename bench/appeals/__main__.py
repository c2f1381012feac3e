"""The appeals' figures: `python -m bench.appeals [--seed N]`. Prints one JSON object as its last line.

Each module of this package measures one thing: `figures_of(seed)` gives its figures, `GOALS` says what is promised of
them. Exits with 1 when one is missed.
"""

import argparse
from typing import Any

from bench.appeals import decisions, on_page, sizes, weight
from bench.goals import tell

MEASURES = (decisions, on_page, sizes, weight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    figures: dict[str, Any] = {"bench": "appeals", "seed": seed}
    missed: list[str] = []
    for measure in MEASURES:
        figures |= measure.figures_of(seed)
        missed += filter(None, (goal.missed(figures[goal.figure]) for goal in measure.GOALS))
    tell(figures, missed)


if __name__ == "__main__":
    main()
