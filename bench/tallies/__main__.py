"""`python -m bench.tallies`: beacons a second through the real server, what they cost the database, what a kill loses.

Prints one JSON object as its last line; ends with an error where a promise is missed. See docs/performance.md.
"""

import argparse
import importlib
import os

from bench.goals import tell
from bench.place import opened
from bench.tallies.goals import missed_goals


def main() -> None:
    options = _options()
    with opened() as folder:
        # Only now: it knows Django's models, and those want the settings of this folder.
        report = importlib.import_module("bench.tallies.report")
        figures = {"bench": "tallies", "seed": options.seed, "cores": os.cpu_count(), **report.report(options, folder)}
    tell(figures, missed_goals(figures))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.tallies", description="Beacons a second, and what is lost.")
    parser.add_argument("--seed", type=int, default=1, help="makes the beacons, and draws the moments of the kills")
    parser.add_argument("--port", type=int, default=8119)
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1), help="processes of the server")
    parser.add_argument("--seconds", type=float, default=20, help="at full pace")
    parser.add_argument("--light-seconds", type=float, default=20, help="at --light-per-s")
    parser.add_argument("--light-per-s", type=float, default=100)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--pipelined", type=int, default=8, help="beacons under way on one connection")
    parser.add_argument("--kills", type=int, default=3, help="of one process, while all are busy; then one of all")
    parser.add_argument("--years", type=float, default=3, help="of counts, for the questions that are asked of them")
    return parser.parse_args()


if __name__ == "__main__":
    main()
