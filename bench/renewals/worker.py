"""One worker process of the product, weighed while it charges: `python -m bench.renewals.worker`.

Started by memory.py with what it needs as JSON in its one argument; prints what it weighed as JSON.
"""

import importlib
import json
import resource
import statistics
import sys
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench.place import enter

PAGE_KB = resource.getpagesize() / 1024
LOOK_S = 0.1


def main(asked: dict[str, Any]) -> None:
    enter(Path(asked["folder"]))
    processors = importlib.import_module("bench.renewals.processor")
    product = importlib.import_module("bench.renewals.product")
    clock = importlib.import_module("smallfavor.core.clock")
    bears = processors.Bears(asked["concurrency"], asked["calls_per_s"])
    processor = processors.InProcess(bears, forgetful=True)
    weights: list[float] = []
    ended = threading.Event()
    scales = threading.Thread(target=_weigh, args=(weights, ended))
    scales.start()
    began = time.perf_counter()
    try:
        with processors.installed(processor):
            product.run_product(date.fromisoformat(asked["day"]), clock.utcnow(), asked["concurrency"])
    finally:
        ended.set()
        scales.join()
    third = max(1, len(weights) // 3)
    print(json.dumps({
        "payments": processor.calls,
        "per_s": round(processor.calls / (time.perf_counter() - began), 1),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "rss_first_third_mb": round(statistics.mean(weights[:third]), 1),
        "rss_last_third_mb": round(statistics.mean(weights[-third:]), 1),
    }))  # fmt: skip


def _weigh(weights: list[float], ended: threading.Event) -> None:
    statm = Path("/proc/self/statm")
    while True:
        weights.append(int(statm.read_text(encoding="ascii").split()[1]) * PAGE_KB / 1024)
        if ended.wait(LOOK_S):
            return


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
