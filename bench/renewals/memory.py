"""Weighs a worker of the product that charges many pledges of a large table: its peak, and whether it grows."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.renewals.measure import Bench
from smallfavor.payments.models import Payment


def weigh_worker(bench: Bench, folder: Path, payments: int) -> dict[str, Any]:
    """MB of a process of its own while it makes so many payments, at the table's present size."""
    (part,) = bench.deal([payments])
    newest = Payment.objects.order_by("-id").values_list("id", flat=True).first() or 0
    asked = {
        "folder": str(folder), "day": part.day.isoformat(), "concurrency": bench.plan.bears.concurrency,
        "calls_per_s": bench.plan.bears.calls_per_s,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "bench.renewals.worker", json.dumps(asked)],
        stdout=subprocess.PIPE, text=True, check=True, env=dict(os.environ),
    )  # fmt: skip
    weighed: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    paid = Payment.objects.filter(id__gt=newest, state="paid").count()
    if not paid == weighed["payments"] == payments:
        raise SystemExit(f"{payments} pledges were due, {weighed['payments']} charged, {paid} are paid")
    weighed["rss_growth_mb"] = round(weighed["rss_last_third_mb"] - weighed["rss_first_third_mb"], 1)
    return weighed
