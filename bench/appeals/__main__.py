"""The appeals' figures: `python -m bench.appeals [--seed N]`. Prints one JSON object as its last line.

Each module of this package measures one thing: `figures_of(seed)` gives its figures, and it says which of them must be
at least (`TARGETS`) or at most (`LIMITS`) how much. Exits with 1 when one is missed.
"""

import argparse
import json
import sys
from typing import Any

from bench.appeals import decisions, on_page, sizes, weight

MEASURES = (decisions, on_page, sizes, weight)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    figures: dict[str, Any] = {}
    missed: list[str] = []
    for measure in MEASURES:
        found = measure.figures_of(seed)
        figures |= found
        missed += [name for name, least in getattr(measure, "TARGETS", {}).items() if found[name] < least]
        missed += [name for name, most in getattr(measure, "LIMITS", {}).items() if found[name] > most]
    print(json.dumps({"bench": "appeals", "seed": seed, **figures, "missed": missed}))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
