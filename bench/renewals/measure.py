"""The measurement: three engines, one after another in every round, on fresh slices of the same tables.

Not here: what the engines do (product.py, raw.py, one_by_one.py) and which figures are promised (goals.py).
"""

import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from bench.renewals.one_by_one import run_one_by_one
from bench.renewals.population import Growth, grow, prepare_chance
from bench.renewals.processor import Bears, InProcess, OverHttp, Processor, installed
from bench.renewals.product import frozen_as_the_product_does, run_product
from bench.renewals.raw import Raw
from bench.renewals.slices import Left, Slice, deal, watched
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.payments.models import Attempt

ENGINES = ("product", "raw", "one_by_one")
WARM_UP = 40
SHARE_OF_TABLE = 0.3  # a slice is at most this part of a small table
BYTES_COMPARED = 20
LIMITED_FOR_S = 8


@dataclass(frozen=True)
class Plan:
    """What is asked of a run of the benchmark. `charges`: for product and raw, `alone`: for one by one."""

    seed: int
    runs: int
    batch: int
    bears: Bears
    delay_s: float
    charges: int
    alone: int
    delayed_charges: int
    delayed_alone: int
    delayed_concurrency: int
    limit_per_s: float


@dataclass(frozen=True)
class Condition:
    """One kind of processor, and how many charges each engine makes in one run with it; who is not named is left out.

    `concurrency`: calls at a time. `ideal_per_s`: what the processor takes at most, None where it answers as fast as
    it can.
    """

    name: str
    make: Callable[[], Processor]
    counts: Mapping[str, int]
    concurrency: int
    ideal_per_s: float | None = None


@dataclass
class Seen:
    """What all rounds have shown so far. `rows` is what each engine left for one payment."""

    rows: dict[str, Left] = field(default_factory=dict)
    same_bytes: bool = True

    def add(self, engine: str, left: Left) -> None:
        self.rows.setdefault(engine, left)
        if self.rows[engine] != left:
            raise SystemExit(f"{engine} left other rows than before: {_differences(self.rows[engine], left)}")

    def odd_rows(self) -> dict[str, list[str]]:
        """Where an engine's rows are not the product's: their comparison would not be fair."""
        own = self.rows["product"]
        return {engine: _differences(own, left) for engine, left in self.rows.items() if left != own}


def conditions(plan: Plan, http_url: str) -> list[Condition]:
    """At once, after a delay at two widths, up to a rate limit below what the delay allows, and over HTTP."""
    counts = {"product": plan.charges, "raw": plan.charges, "one_by_one": plan.alone}
    delayed = {"product": plan.delayed_charges, "raw": plan.delayed_charges, "one_by_one": plan.delayed_alone}
    limited = {"product": int(plan.limit_per_s * LIMITED_FOR_S)}
    at_once = plan.bears.concurrency
    return [
        Condition("zero_delay", lambda: InProcess(plan.bears), counts, at_once),
        _slow("delayed", plan, Bears(plan.delayed_concurrency, plan.bears.calls_per_s), delayed),
        _slow("delayed_wide", plan, plan.bears, delayed),
        _slow("limited", plan, Bears(at_once, plan.limit_per_s), limited),
        Condition("over_http", lambda: OverHttp(plan.bears, http_url), counts, at_once),
    ]


def _slow(name: str, plan: Plan, bears: Bears, counts: Mapping[str, int]) -> Condition:
    ideal_per_s = min(bears.concurrency / plan.delay_s, bears.calls_per_s)
    return Condition(name, lambda: InProcess(bears, delay_s=plan.delay_s), counts, bears.concurrency, ideal_per_s)


class Bench:
    """Grows the tables and measures at each size."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.seen = plan, Seen()
        self.today = current_paper().today(utcnow())
        self.size = 0
        self._chance = random.Random(plan.seed)

    def grow_to(self, size: int) -> float:
        """Returns the seconds that it took."""
        began = time.perf_counter()
        prepare_chance()
        grow(Growth(self.size + 1, size, self.plan.seed, self.today, utcnow()))
        self.size = size
        return round(time.perf_counter() - began, 1)

    def measure(self, condition: Condition) -> dict[str, Any]:
        """The rates of every engine under one condition: all runs, and their median."""
        engines = [engine for engine in ENGINES if engine in condition.counts]
        self._round(condition, dict.fromkeys(engines, WARM_UP), engines)
        counts = {engine: min(count, int(self.size * SHARE_OF_TABLE)) for engine, count in condition.counts.items()}
        rates: dict[str, list[float]] = defaultdict(list)
        for number in range(self.plan.runs):
            turn = number % len(engines)
            for engine, rate in self._round(condition, counts, engines[turn:] + engines[:turn]).items():
                rates[engine].append(round(rate, 1))
            say(f"{self.size} pledges, {condition.name}: { ({engine: runs[-1] for engine, runs in rates.items()}) }")
        figures: dict[str, Any] = {
            engine: {"per_s": round(statistics.median(runs), 1), "runs": runs, "charges": counts[engine]}
            for engine, runs in rates.items()
        }
        product = figures["product"]["per_s"]
        for engine in engines[1:]:
            figures[f"ratio_to_{engine}"] = round(product / figures[engine]["per_s"], 3)
        if condition.ideal_per_s is not None:
            figures["ideal_per_s"] = round(condition.ideal_per_s, 1)
            figures["fraction_of_ideal"] = round(product / condition.ideal_per_s, 3)
        return figures

    def _round(self, condition: Condition, counts: Mapping[str, int], order: Sequence[str]) -> dict[str, float]:
        """Each engine once, in this order; charges a second."""
        rates = {}
        for engine, part in zip(order, self.deal([counts[engine] for engine in order]), strict=True):
            processor = condition.make()
            run = _Timed(partial(self._act, engine, part, processor, condition.concurrency))
            with installed(processor):
                self.seen.add(engine, watched(part, processor, run))
                self.seen.same_bytes &= _bytes_are_the_products(engine)
            rates[engine] = len(part.pledges) / run.seconds
        return rates

    def deal(self, counts: Sequence[int]) -> list[Slice]:
        """Slices that are due on days of their own, all past, so that nothing else is due on them."""
        days = [self.today - timedelta(days=len(counts) - number) for number in range(len(counts))]
        return deal(counts, days, among=self.size, chance=self._chance)

    def _act(self, engine: str, part: Slice, processor: Processor, concurrency: int) -> None:
        now = utcnow()
        match engine:
            case "product":
                run_product(part.day, now, concurrency)
            case "raw":
                Raw(processor, batch=self.plan.batch, concurrency=concurrency).run(part.day, now)
            case _:
                run_one_by_one(part.day, now, processor)


class _Timed:
    def __init__(self, act: Callable[[], None]) -> None:
        self._act, self.seconds = act, 0.0

    def __call__(self) -> None:
        began = time.perf_counter()
        self._act()
        self.seconds = time.perf_counter() - began


def _bytes_are_the_products(engine: str) -> bool:
    """The newest attempts carry the key and the bytes that the product would have given them."""
    newest = Attempt.objects.select_related("payment__pledge__instrument", "provider_account").order_by("-id")
    for attempt in newest[:BYTES_COMPARED]:
        wanted = frozen_as_the_product_does(attempt)
        if (attempt.idem_key, bytes(attempt.frozen_body)) != wanted:
            say(f"{engine} froze {bytes(attempt.frozen_body)!r} under {attempt.idem_key}; the product: {wanted}")
            return False
    return True


def _differences(one: Left, other: Left) -> list[str]:
    names = sorted(set(one.rows) | set(other.rows))
    return [
        f"{name}: {one.rows.get(name, 0)} against {other.rows.get(name, 0)}"
        for name in names
        if one.rows.get(name) != other.rows.get(name)
    ]


def say(text: str) -> None:
    """Progress, apart from the figures."""
    print(text, file=sys.stderr, flush=True)
