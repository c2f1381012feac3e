"""`python -m bench.learning`: what the statistics of tests are worth in simulated worlds; one JSON object at the end.

Every figure with its 95 % bound; it is reached when the bound is. docs/rules/learning.md has the method and the table.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence

from bench.learning.bandits import control, regret
from bench.learning.exposures import shares
from bench.learning.figures import Figure
from bench.learning.looking import detection, false_alarms

ROWS: dict[str, Callable[[int, int], list[Figure]]] = {
    "false_alarms": false_alarms,
    "detection": detection,
    "regret": regret,
    "control": control,
    "shares": shares,
}
WORLDS = 6000
QUICK_WORLDS = 200
REGRET_WORLDS_MIN = 2000


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    figures: list[Figure] = []
    for row in options.only or ROWS:
        started = time.monotonic()
        figures += ROWS[row](options.seed, options.worlds)
        print(f"{row}: {time.monotonic() - started:.0f} s", file=sys.stderr)
    missed = [figure.name for figure in figures if figure.missed(quick=options.quick)]
    print(_table(figures, missed))
    told = {figure.name: round(figure.value, 5) for figure in figures}
    bounds = {f"{figure.name}_bound": round(figure.high, 5) for figure in figures if figure.reach is not None}
    print(json.dumps({
        "bench": "learning", "seed": options.seed, "worlds": options.worlds, "quick": options.quick, **told, **bounds,
        "missed": missed,
    }))  # fmt: skip
    if missed:
        raise SystemExit(1)


def _table(figures: Sequence[Figure], missed: Sequence[str]) -> str:
    lines = ["| figure | measured | 95 % bound | reach | | worlds |", "|---|---|---|---|---|---|"]
    for each in figures:
        reach = "" if each.reach is None else f"{each.reach:g}"
        word = "" if each.reach is None else "missed" if each.name in missed else "reached"
        lines.append(f"| {each.name} | {each.value:.4g} | {each.high:.4g} | {reach} | {word} | {each.worlds} |")
    return "\n".join(lines)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.learning", description="Statistics in simulated worlds.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worlds", type=int, default=0, help=f"of each figure; {WORLDS} unless quick")
    parser.add_argument("--only", nargs="+", choices=sorted(ROWS), help="rows of the table; all of them if missing")
    parser.add_argument(
        "--quick", action="store_true", help="few worlds; a figure is missed only where that is certain"
    )
    options = parser.parse_args(arguments)
    options.worlds = options.worlds or (QUICK_WORLDS if options.quick else WORLDS)
    if options.worlds < 2:
        parser.error("at least two worlds")
    if not options.quick and options.worlds < REGRET_WORLDS_MIN and "regret" in (options.only or ROWS):
        parser.error(f"regret is compared in at least {REGRET_WORLDS_MIN} worlds, or with --quick")
    return options


if __name__ == "__main__":
    main()
