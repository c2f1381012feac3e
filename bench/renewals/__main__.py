"""`python -m bench.renewals`: durable charges a second at several sizes of the tables; one JSON object as last line.

Three engines take turns on fresh slices of the same tables: the product, raw SQL with the same writes, and one pledge
at a time by the ORM. See docs/performance.md.
"""

import argparse
import importlib
import os

from bench.goals import tell
from bench.place import opened
from bench.renewals.goals import missed_goals


def main() -> None:
    options = _options()
    with opened() as folder:
        # Only now: they know Django's models, and those want the settings of this folder.
        report = importlib.import_module("bench.renewals.report")
        if options.profile:
            importlib.import_module("bench.renewals.profiling").profile(options)
            return
        figures = {"bench": "renewals", "seed": options.seed, "cores": os.cpu_count(), **report.report(options, folder)}
    tell(figures, [] if options.no_goals else missed_goals(figures))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.renewals", description="Durable charges a second.")
    parser.add_argument("--seed", type=int, default=1, help="makes the people, and draws who is due")
    parser.add_argument("--pledges", default="10000,100000,1000000,2000000", help="sizes of the table, growing")
    parser.add_argument("--runs", type=int, default=5, help="rounds, of which the median counts")
    parser.add_argument("--charges", type=int, default=4000, help="in one run of the product and of raw SQL")
    parser.add_argument("--one-by-one", type=int, default=300, help="charges in one run of one by one")
    parser.add_argument("--delayed-charges", type=int, default=4000, help="as --charges, with the slow processor")
    parser.add_argument("--delayed-one-by-one", type=int, default=40)
    parser.add_argument("--delayed-concurrency", type=int, default=16, help="calls at a time in `delayed`: Stripe's")
    parser.add_argument("--delay-ms", type=float, default=50)
    parser.add_argument("--batch", type=int, default=500, help="rows of one statement of raw SQL")
    parser.add_argument("--concurrency", type=int, default=32, help="calls at a time that the processor bears")
    parser.add_argument("--calls-per-s", type=float, default=1_000_000, help="what the processor bears")
    parser.add_argument("--limit-per-s", type=float, default=200, help="the rate limit of the condition `limited`")
    parser.add_argument("--only", default="", help="zero_delay,delayed,delayed_wide,limited,over_http; empty: all")
    parser.add_argument("--weighed", type=int, default=20_000, help="payments while memory is watched; 0: not at all")
    parser.add_argument("--quick", action="store_true", help="one small table, short runs")
    parser.add_argument("--no-goals", action="store_true", help="measure only; do not fail")
    parser.add_argument("--profile", action="store_true", help="where one run of the product spends its time")
    options = parser.parse_args()
    if options.quick:
        options.pledges, options.runs, options.weighed = "10000", min(3, options.runs), min(1500, options.weighed)
        options.charges, options.one_by_one = min(1000, options.charges), min(60, options.one_by_one)
        options.delayed_charges, options.delayed_one_by_one = 1000, 20
    return options


if __name__ == "__main__":
    main()
