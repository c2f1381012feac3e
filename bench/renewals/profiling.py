"""Where one run of the product spends its time: by function over all of its threads, and by SQL statement.

Functions are measured by their own thread's processor time: waiting, for the database or for another thread, is none.
"""

import argparse
import cProfile
import pstats
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created

from bench.renewals.measure import Bench
from bench.renewals.processor import InProcess, installed
from bench.renewals.product import run_product
from bench.renewals.report import plan_of
from bench.renewals.slices import watched
from smallfavor.core.clock import utcnow

TOP = 25
SHOWN = 110


class Statements:
    """Counts what every connection of this process sends, and how long the answers take."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            shape = " ".join(str(sql).split())[:SHOWN]
            self.count[shape] += 1
            self.seconds[shape] += time.perf_counter() - began

    @contextmanager
    def listening(self) -> Iterator[None]:
        def join(connection: Any, **ignored: object) -> None:
            if self not in connection.execute_wrappers:
                connection.execute_wrappers.append(self)

        connection_created.connect(join, weak=False)
        connection.execute_wrappers.append(self)
        try:
            yield
        finally:
            connection_created.disconnect(join)
            connection.execute_wrappers.remove(self)


@contextmanager
def every_thread_profiled(profiles: list[cProfile.Profile]) -> Iterator[None]:
    """Threads that start inside this block are profiled too; so is this one."""
    plain = threading.Thread.run

    def run(thread: threading.Thread) -> None:
        with cProfile.Profile(time.thread_time) as profile:
            profiles.append(profile)
            plain(thread)

    threading.Thread.run = run  # type: ignore[method-assign]
    try:
        with cProfile.Profile(time.thread_time) as profile:
            profiles.append(profile)
            yield
    finally:
        threading.Thread.run = plain  # type: ignore[method-assign]


def profile(options: argparse.Namespace) -> None:
    """Print the profile of one run at the first size, with the processor that answers at once."""
    bench = Bench(plan_of(options))
    size = int(options.pledges.split(",")[0])
    bench.grow_to(size)
    (part,) = bench.deal([min(options.charges, size // 2)])
    processor = InProcess(bench.plan.bears)
    statements, profiles = Statements(), list[cProfile.Profile]()
    commits, began = _commits(), time.perf_counter()

    def run() -> None:
        with statements.listening(), every_thread_profiled(profiles):
            run_product(part.day, utcnow(), bench.plan.bears.concurrency)

    with installed(processor):
        watched(part, processor, run)
    count, seconds = len(part.pledges), time.perf_counter() - began
    stats = pstats.Stats(profiles[0], stream=sys.stdout)
    for more in profiles[1:]:
        stats.add(more)
    stats.sort_stats("tottime").print_stats(TOP)
    print(
        f"{count} payments in {seconds:.1f} s; {sum(statements.count.values()) / count:.2f} statements for each,",
        end=" ",
    )
    print(f"{(_commits() - commits) / count:.2f} transactions\n")
    for shape, waited in statements.seconds.most_common(TOP):
        print(f"{waited:8.3f} s  {statements.count[shape]:7d} times  {shape}")


def _commits() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()")
        cursor.execute("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
        number: int = cursor.fetchone()[0]
    return number
