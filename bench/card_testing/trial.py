"""One hour under one attack: a paper with a past, its readers, the attacker; and the figures that came out."""

import random
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from bench.card_testing.attackers import Arms, Attack, Strategy
from bench.card_testing.processor import CountingProcessor
from bench.card_testing.readers import Crowd, come
from bench.card_testing.world import World, lived_in
from smallfavor.payments.models import GuardHour

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAST_DAYS = 7
AFTER_S = 2400.0  # who began in the hour may still finish


def hold(strategy: Strategy | None, *, attempts: int, seed: int, crowd: Crowd, arms: Arms) -> dict[str, object]:
    """Figures of the hour; without a strategy, of an hour in peace. The database is emptied first."""
    _empty()
    settings.PROVIDERS = ["sandbox"]
    draw, processor, began = random.Random(seed), CountingProcessor(), time.monotonic()
    world = World(START - timedelta(hours=1), processor)
    processor.now = world.now
    with lived_in(world):
        _past(crowd)
        before = come(world, crowd, draw, named="before")
        world.run(3600.0)
        world.start, world.now_s = START, 0.0
        world.rebase(3600.0)
        fate = come(world, crowd, draw, named="reader", before=before)
        attack = Attack(world, strategy or Strategy("none"), arms, draw)
        if strategy is not None:
            attack.come(attempts)
        world.run(3600.0 + AFTER_S)
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
    begun = crowd.gives + crowd.leaves
    GuardHour.objects.bulk_create(
        GuardHour(
            begun_at=START - timedelta(hours=n + 2),
            checkouts=begun,
            paid=crowd.gives,
            spoiled=crowd.leaves + int(crowd.gives * (crowd.mistypes + 2 * crowd.mistypes_twice)),
        )
        for n in range(PAST_DAYS * 24)
    )


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
