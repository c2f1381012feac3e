"""The long run: payments by the ten thousand while everything is killed and every answer may be lost.

Not here: what may happen (storm.py, weather.py), what must be true at the end (books.py).
"""

import random
import time
from dataclasses import dataclass, field
from typing import Any

from bench.faults.books import Verdict, add_cancelled, add_foreign, judge
from bench.faults.house import Grounds, House, grounds, wait_until
from bench.faults.processors import USUAL, Record
from bench.faults.readers import Readers
from bench.faults.restored import Restored, restored_on
from bench.faults.scale import SOAK
from bench.faults.storm import Storm
from bench.faults.trial import FOREIGN, running

CHARGES_PER_PLEDGE = 6
CARDS = (("success", 94), ("renewal_insufficient", 3), ("renewal_lost", 2), ("renewal_authentication", 1))
DRAIN_S = 180.0
DAYS = 6  # of calm, each with its comparison
SOAKED = "faults_soak"
PROGRESS_EVERY_S = 10.0
IDLE = """
SELECT (SELECT count(*) FROM payments_attempt WHERE state IN ('sending', 'unknown')
        OR (state = 'planned' AND send_after < clock_timestamp() + interval '1 minute' AND operation <> 'checkout'))
    + (SELECT count(*) FROM payments_inboxevent WHERE settled_at IS NULL)
    + (SELECT count(*) FROM payments_pledge WHERE state = 'active' AND next_due <= current_date)
"""


@dataclass
class Outcome:
    """What a soak did and found."""

    processor: str
    seed: int
    seconds: float
    disk: str
    payments: int
    verdict: Verdict
    kills: dict[str, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)
    restored: str = "not tried"

    def add_restored(self, restored: Restored) -> None:
        """What a database that was put back made of newer pledges and cancellations."""
        self.faults["snapshot put back"] = 1
        self.restored = f"{restored.newer} newer pledges, {len(restored.cancelled)} newer cancellations: " + (
            "rebuilt by `smallfavor resume`"
            if restored.resumed == 0
            else f"`smallfavor resume` refused ({restored.resumed}), nothing was sent"
        )
        for name, found in vars(restored.verdict).items():
            getattr(self.verdict, name).extend(found)
        self.verdict.lost += restored.sentences

    @property
    def figures(self) -> dict[str, Any]:
        return {
            "bench": "faults",
            "processor": self.processor,
            "seed": self.seed,
            "seconds": round(self.seconds, 1),
            "clock_scale": SOAK.in_words,
            "payments": self.payments,
            "payments_per_s": round(self.payments / self.seconds, 1),
            "kills": sum(self.kills.values()),
            "kills_of_database": self.kills.get("database at a random moment", 0),
            "other_faults": sum(self.faults.values()),
            "restored": self.restored,
            "kills_by_kind": self.kills,
            "faults_by_kind": self.faults,
            **self.verdict.counts,
        }


def run_soak(
    *, seed: int, charges: int, kills: int, seconds: float = 0, weather: int = 100, processor: str = USUAL,
    say: Any = print,
) -> Outcome:  # fmt: skip
    """Until so many payments are paid and so many kills done (or the time is up); then calm, and the verdict."""
    with grounds(key_life_s=SOAK.key_life_s, own_disk=True, processor=processor) as ground:
        outcome = soak_on(ground, seed=seed, charges=charges, kills=kills, seconds=seconds, weather=weather, say=say)
        say("a snapshot of the database is put back")
        restored = restored_on(ground, seed=seed)
        outcome.add_restored(restored)
        return outcome


def soak_on(
    ground: Grounds, *, seed: int, charges: int, kills: int, seconds: float = 0, weather: int = 100, say: Any = print
) -> Outcome:
    """The same on grounds that stand; their processor must not have been started yet."""
    drawn = random.Random(seed)
    house = ground.house(ground.new_database(SOAKED), "soak")
    house.know_yourself()
    pledges = _furnish(house, drawn, charges)
    with running(house.processor):
        house.processor.send_webhooks_to(house.webhooks)
        foreign = house.processor.read_record(house.installation).others
        with house.nursery.at_rest_afterwards():
            storm = Storm(house, pledges, drawn, seed, kills, weather)
            began = time.monotonic()
            with Readers(house, drawn, wanted=max(charges // 40, 5)) as readers:
                _weather_it(storm, readers, charges, seconds, say)
            storm.calm_down()
            _drain(house)
            compared = _compare_daily(house)
            lasted_s = time.monotonic() - began
        record = house.processor.read_record(house.installation)
        verdict = _judge(house, record, storm, foreign)
        if not compared:
            verdict.undecided.append(f"no comparison of {DAYS} came to agree:\n{house.nursery.said('command')}")
    return Outcome(
        house.processor.name, seed, lasted_s, house.cluster.disk,
        len({charge["metadata"]["payment"] for charge in record.successes}), verdict,
        dict(sorted(storm.kills.items())), dict(sorted(storm.faults.items())),
    )  # fmt: skip


def _furnish(house: House, drawn: random.Random, charges: int) -> list[str]:
    names, weights = zip(*CARDS, strict=True)
    cards = drawn.choices(names, weights, k=max(charges // CHARGES_PER_PLEDGE, 60))
    tokens = house.processor.save_cards(cards)
    house.processor.sell_to_others(FOREIGN)
    amounts = [drawn.randrange(200, 5000) for _ in cards]
    return house.make_pledges(tokens, amounts)


def _weather_it(storm: Storm, readers: Readers, charges: int, seconds: float, say: Any) -> None:
    began = said = time.monotonic()
    while True:
        paid = storm.paid()
        progress = min(paid / charges, 1.0)
        if seconds and time.monotonic() - began > seconds:
            return
        if paid >= charges and storm.is_done:
            return
        readers.progress = progress
        storm.blow(progress, until_s=0.4)
        if time.monotonic() - said > PROGRESS_EVERY_S:
            said = time.monotonic()
            say(f"{said - began:6.0f} s  {paid} paid  {sum(storm.kills.values())} kills  "
                f"{sum(storm.faults.values())} other faults  {readers.done} readers")  # fmt: skip


def _drain(house: House) -> None:
    """Everything is well again: until nothing is under way, or the time for it is up."""

    def idle() -> bool:
        for event in house.processor.undelivered():
            house.processor.deliver(event)
        return house.sql(IDLE) == [(0,)] and not house.processor.undelivered()

    wait_until(idle, DRAIN_S, pause_s=0.5)


def _compare_daily(house: House) -> bool:
    """The daily comparison: it hears of what no webhook told, and the worker gives back what came twice.

    A day on which the processor's lists took too long is followed by another one. True when one found nothing wrong.
    """
    for _ in range(DAYS):
        agrees = house.nursery.command("reconcile", database=house.database, scale=house.scale) == 0
        _drain(house)
        if agrees:
            return True
    return False


def _judge(house: House, record: Record, storm: Storm, foreign: list[dict[str, Any]]) -> Verdict:
    verdict = judge(record, house.sql, horizon_s=SOAK.horizon_s)
    add_cancelled(verdict, record, storm.cancelled, grace_s=SOAK.call_s + SOAK.answer_s * 1.5 + 1.0)
    add_foreign(verdict, foreign, record.others, house.sql)
    verdict.unbalanced += storm.taken_in
    return verdict
