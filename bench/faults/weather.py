"""What goes wrong at the processor, as a share of all calls, for as long as a soak lasts.

The processor draws from the seed; here stands only what it draws from.
"""

import re
from pathlib import Path
from typing import Any

from bench.faults.processors import Processor
from bench.faults.scale import Scale

ACTIONS = Path(__file__).parents[2] / "smallfavor"
WEB_BOUNDARIES = ("checkout.", "webhook.")


def standing(scale: Scale) -> list[tuple[str, str, int, dict[str, Any]]]:
    """(where, what, chance in per cent, how): charges, lists, checkouts, refunds, webhooks."""
    too_late_ms = int(scale.answer_s * 1500)
    return [
        ("charges.create", "lose_before", 3, {}),
        ("charges.create", "lose_after", 4, {}),
        ("charges.create", "status", 1, {"status": 500}),
        ("charges.create", "status", 3, {"status": 503}),
        ("charges.create", "status", 2, {"status": 429}),
        ("charges.create", "status", 1, {"status": 409}),
        ("charges.create", "status_after", 1, {"status": 500}),
        ("charges.create", "delay_before", 1, {"delay_ms": too_late_ms}),  # executed after the time-out
        ("charges.create", "delay_after", 1, {"delay_ms": too_late_ms}),
        ("charges.create", "delay_after", 4, {"delay_ms": 150}),  # its webhook is there before its answer
        ("objects.list", "status", 2, {"status": 503}),
        ("objects.list", "lag", 4, {"delay_ms": 1500}),
        ("objects.read", "status", 3, {"status": 503}),
        ("objects.read", "lag", 4, {"delay_ms": 1500}),
        ("sessions.create", "lose_before", 4, {}),
        ("sessions.create", "lose_after", 5, {}),
        ("sessions.create", "status", 3, {"status": 503}),
        ("refunds.create", "lose_before", 8, {}),
        ("refunds.create", "lose_after", 10, {}),
        ("webhooks", "drop", 35, {}),
        ("webhooks", "duplicate", 6, {"count": 2}),
        ("webhooks", "delay", 5, {"delay_ms": 1500}),  # overtaken by others
        ("webhooks", "delay", 2, {"delay_ms": scale.key_life_s * 2000}),  # two days late, by the scale
        ("webhooks", "forge", 3, {}),
    ]


def order_standing(processor: Processor, scale: Scale, seed: int, *, per_cent: int = 100) -> None:
    """Order all of it, or a share; a processor that was killed has forgotten it."""
    for number, (where, what, chance, how) in enumerate(standing(scale)):
        first = {"seed": 1 + seed % 2**40} if number == 0 else {}
        processor.fault(where, what, chance=max(1, chance * per_cent // 100), times=-1, **how, **first)


def boundaries() -> list[str]:
    """Every named step boundary of the product, read from its source, so that a new one needs no list."""
    found = set()
    for path in ACTIONS.rglob("actions/**/*.py"):
        text = path.read_text(encoding="utf-8")
        if "boundaries import reached" in text:
            found.update(re.findall(r'"([a-z_]+\.[a-z_]+)"', text))
    return sorted(found)


def web_boundaries() -> list[str]:
    return [name for name in boundaries() if name.startswith(WEB_BOUNDARIES)]


def worker_boundaries() -> list[str]:
    return [name for name in boundaries() if not name.startswith(WEB_BOUNDARIES)]
