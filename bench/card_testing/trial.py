"""One hour under one attack: a paper with a past, its readers, the attacker; and the figures that came out."""

import random
import time
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

from django.db import connection

from bench.card_testing.attackers import Arms, Attack, Strategy
from bench.card_testing.guard_alone import GuardAlone
from bench.card_testing.in_memory import InMemory
from bench.card_testing.processor import CountingProcessor
from bench.card_testing.readers import Crowd, come
from bench.card_testing.world import World, lived_in
from smallfavor.payments.models import GuardHour
from smallfavor.payments.rules.guard import Usual

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAST_DAYS = 7
HOUR_S = 3600.0  # of peace, then of the attack
AFTER_S = 2400.0  # who began in the hour may still finish


def hold(
    strategy: Strategy | None, *, attempts: int, seed: int, crowd: Crowd, arms: Arms, through: str = "views"
) -> dict[str, object]:
    """Figures of the hour; without a strategy, of an hour in peace. `through`: "views", "guard" or "memory".

    The database is emptied first.
    """
    draw, began = random.Random(seed), time.monotonic()
    with ExitStack() as stack:
        if through == "memory":
            world: World = InMemory(START, _usual(crowd))
        else:
            _empty()
            processor = CountingProcessor()
            world = (GuardAlone if through == "guard" else World)(START, processor)
            processor.now = world.now
            stack.enter_context(lived_in(world))
            _past(crowd)
        before = come(world, crowd, draw, named="before")
        world.run(HOUR_S)
        fate = come(world, crowd, draw, named="reader", before=before)
        attack = Attack(world, strategy or Strategy("none"), arms, draw)
        if strategy is not None:
            attack.come(attempts)
        world.run(2 * HOUR_S + AFTER_S)
    return {
        "strategy": attack.strategy.name,
        "attempts": attack.attempts,
        "reached_provider": attack.reached,
        "pages": len(attack.pages),
        "cards": attack.cards,
        "live_cards_found": attack.paid,
        "honest": fate.wants,
        "honest_share": round(fate.gave / fate.wants, 4),
        "honest_without_script_share": round(fate.without_script_gave / max(1, fate.without_script), 4),
        "honest_lost": dict(fate.why),
        "seconds": round(time.monotonic() - began, 1),
    }


def worst(trials: list[Mapping[str, object]]) -> dict[str, object]:
    """Over all strategies, each figure for itself."""
    return {
        "reached_provider": max(int(str(one["reached_provider"])) for one in trials),
        "honest_share": min(float(str(one["honest_share"])) for one in trials),
        "honest_without_script_share": min(float(str(one["honest_without_script_share"])) for one in trials),
    }


def _past(crowd: Crowd) -> None:
    """Some days of ordinary hours, so that the guard knows what is usual."""
    GuardHour.objects.bulk_create(
        GuardHour(
            begun_at=START - timedelta(hours=n + 1),
            checkouts=crowd.gives + crowd.leaves,
            paid=crowd.gives,
            spoiled=_spoiled(crowd),
        )
        for n in range(PAST_DAYS * 24)
    )


def _usual(crowd: Crowd) -> Usual:
    return Usual(float(crowd.gives + crowd.leaves), _spoiled(crowd) / crowd.gives)


def _spoiled(crowd: Crowd) -> int:
    return crowd.leaves + int(crowd.gives * (crowd.mistypes + 2 * crowd.mistypes_twice))


def _empty() -> None:
    """As after the migrations; the books' own triggers must let go first."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in (
            "payments_guardtry", "payments_guardsalt", "payments_guardwork", "payments_guardalert",
            "payments_guardhour", "payments_heldcheckout", "payments_payment", "payments_pledge", "core_sending",
        ):  # fmt: skip
            cursor.execute(f"TRUNCATE {table} CASCADE")
        cursor.execute("SET session_replication_role = DEFAULT")
