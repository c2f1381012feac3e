"""All sizes and conditions of one run of the benchmark, gathered into its figures."""

import argparse
import os
from pathlib import Path
from typing import Any

from bench.renewals.measure import Bench, Plan, conditions, say
from bench.renewals.memory import weigh_worker
from bench.renewals.processor import Bears, http_processor


def plan_of(options: argparse.Namespace) -> Plan:
    """What the options ask for."""
    return Plan(
        seed=options.seed,
        runs=options.runs,
        batch=options.batch,
        bears=Bears(options.concurrency, options.calls_per_s),
        delay_s=options.delay_ms / 1000,
        charges=options.charges,
        alone=options.one_by_one,
        delayed_charges=options.delayed_charges,
        delayed_alone=options.delayed_one_by_one,
        delayed_concurrency=options.delayed_concurrency,
        limit_per_s=options.limit_per_s,
    )


def report(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The figures: per size and condition, and the worst of each over the sizes."""
    plan = plan_of(options)
    bench = Bench(plan)
    wanted = set(filter(None, options.only.split(",")))
    sizes: dict[str, dict[str, Any]] = {}
    figures: dict[str, Any] = {
        "runs": plan.runs,
        "batch": plan.batch,
        "concurrency": plan.bears.concurrency,
        "delayed_concurrency": plan.delayed_concurrency,
    }
    with http_processor() as url:
        for size in sorted(int(size) for size in options.pledges.split(",")):
            here: dict[str, Any] = {"made_in_s": bench.grow_to(size)}
            say(f"{size} pledges, made in {here['made_in_s']} s")
            for condition in conditions(plan, url):
                if not wanted or condition.name in wanted:
                    here[condition.name] = bench.measure(condition)
            if "zero_delay" in here:
                here["time_per_1000_s"] = round(1000 / here["zero_delay"]["product"]["per_s"], 3)
            sizes[str(size)] = here
    figures |= {"sizes": sizes, "load_average": round(os.getloadavg()[2], 1), **_worst(sizes)}
    figures["same_rows"] = bench.seen.odd_rows() == {} and bench.seen.same_bytes
    figures["rows_per_payment"] = dict(bench.seen.rows["product"].rows)
    if not figures["same_rows"]:
        figures["odd_rows"] = bench.seen.odd_rows()
    if options.weighed:
        weighed = weigh_worker(bench, folder, options.weighed)
        figures |= {"rss_mb": weighed["rss_mb"], "rss_growth_mb": weighed["rss_growth_mb"], "weighed": weighed}
    return figures


def _worst(sizes: dict[str, dict[str, Any]]) -> dict[str, float]:
    """The worst over the sizes; `scale_ratio` is the largest size's time for 1,000 by the smallest's."""
    wanted = {
        "ratio_to_raw": ("zero_delay", "ratio_to_raw"),
        "ratio_to_one_by_one": ("zero_delay", "ratio_to_one_by_one"),
        "fraction_of_ideal_delayed": ("delayed", "fraction_of_ideal"),
        "fraction_of_ideal_delayed_wide": ("delayed_wide", "fraction_of_ideal"),
        "fraction_of_limit": ("limited", "fraction_of_ideal"),
    }
    found: dict[str, float] = {}
    for name, (condition, figure) in wanted.items():
        values = [here[condition][figure] for here in sizes.values() if condition in here]
        if values:
            found[name] = min(values)
    if len(sizes) > 1 and all("zero_delay" in here for here in sizes.values()):
        # Raw SQL's own beside it: what the disk, and other work on the machine, have to do with it.
        found["scale_ratio"] = _slowing(sizes, "product")
        found["scale_ratio_of_raw"] = _slowing(sizes, "raw")
    return found


def _slowing(sizes: dict[str, dict[str, Any]], engine: str) -> float:
    rates = [float(here["zero_delay"][engine]["per_s"]) for here in sizes.values()]
    return round(rates[0] / rates[-1], 2)
