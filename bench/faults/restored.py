"""A snapshot of the database is put back while the processor has gone on: newer pledges, newer cancellations.

The worker must see that rows are missing and send nothing; `smallfavor resume` rebuilds them from the processor's
record; then every pledge is charged once for what falls due, and no cancelled one.
"""

import random
from dataclasses import dataclass, field
from typing import Any

from bench.faults.books import Verdict, add_cancelled, judge
from bench.faults.house import Grounds, House, payment_of, wait_until
from bench.faults.reader import Reader
from bench.faults.scale import SOAK
from bench.faults.trial import answers, running

DATABASE = "faults_restored"
STOPPED = "SELECT stopped_reason FROM payments_provideraccount WHERE stopped_reason <> ''"
IDLE = "SELECT count(*) FROM payments_attempt WHERE state IN ('planned', 'sending', 'unknown')"
WITHIN_S = 120.0
GRACE_S = 5.0


@dataclass
class Restored:
    """What came of it. `resumed` is the exit status of `smallfavor resume`."""

    verdict: Verdict
    newer: int
    cancelled: dict[str, float]
    resumed: int
    sentences: list[str] = field(default_factory=list)


def restored_on(ground: Grounds, *, seed: int, newer: int = 50, cancelled: int = 20) -> Restored:
    """Run it on grounds that stand; everything else in the cluster goes back to the snapshot, too."""
    drawn = random.Random(seed)
    house = ground.house(ground.new_database(DATABASE), "")  # by the product's own clock: no answer is lost here
    house.be_somebody_new(f"{drawn.getrandbits(128):032x}")
    tokens = house.processor.save_cards(["success"] * 2 * cancelled)
    pledges = house.make_pledges(tokens, [500] * len(tokens))
    with running(house.processor), house.nursery.at_rest_afterwards():
        house.processor.send_webhooks_to(house.webhooks)
        _charge(house, pledges)
        snapshot = ground.folder / "snapshot"
        house.cluster.stop()
        house.cluster.snapshot(snapshot)
        house.cluster.start()
        over = _live_on(house, pledges, newer, cancelled)
        house.cluster.stop()
        house.cluster.put_back(snapshot)
        house.cluster.start()
        return _come_back(house, pledges, over, newer)


def _charge(house: House, pledges: list[str]) -> None:
    worker = house.start_worker()
    house.fall_due(pledges)
    due = "SELECT count(*) FROM payments_pledge WHERE state = 'active' AND next_due <= current_date"
    wait_until(lambda: house.sql(due) == [(0,)] and house.sql(IDLE) == [(0,)], WITHIN_S)
    worker.kill()


def _live_on(house: House, pledges: list[str], newer: int, cancelled: int) -> dict[str, float]:
    """What the snapshot will not know: readers who begin, readers who stop, and their cards revoked."""
    web, worker = house.start_web(), house.start_worker()
    wait_until(lambda: answers(house.url), 30)
    for number in range(newer):
        reader = Reader(house, f"newer{number}@example.org")
        reader.open_form()
        if reader.send_form() == "page":
            reader.pay()
    over: dict[str, float] = house.nursery.job("cancel", house.database, pledges=pledges[:cancelled])
    revoked = "SELECT count(*) FROM payments_instrument WHERE revoke_after IS NOT NULL"
    wait_until(lambda: house.sql(revoked) == [(0,)], WITHIN_S)
    web.kill()
    worker.kill()
    return over


def _come_back(house: House, pledges: list[str], over: dict[str, float], newer: int) -> Restored:
    before = len(house.processor.read_record(house.installation).charges)
    house.fall_due(pledges)
    worker = house.start_worker()
    found = Restored(Verdict(), newer, over, 0)
    if not wait_until(lambda: bool(house.sql(STOPPED)), WITHIN_S):
        found.sentences.append("the worker did not see that rows were missing")
    worker.kill()
    if len(house.processor.read_record(house.installation).charges) != before:
        found.sentences.append("something was charged before the rows were rebuilt")
    found.resumed = house.nursery.command("resume", house.processor.name, database=house.database)
    if found.resumed == 0:
        _go_on(house, found)
    return found


def _go_on(house: House, found: Restored) -> None:
    """The next month of everybody, newer pledges too."""
    worker = house.start_worker()
    wait_until(lambda: house.sql(IDLE) == [(0,)], WITHIN_S)
    active = [str(row[0]) for row in house.sql("SELECT uuid FROM payments_pledge WHERE state = 'active'")]
    due: list[tuple[Any, ...]] = house.sql("SELECT uuid, n FROM payments_pledge WHERE state = 'active'")
    house.fall_due(active)
    later = "SELECT count(*) FROM payments_pledge WHERE state = 'active' AND next_due <= current_date"
    wait_until(lambda: house.sql(later) == [(0,)] and house.sql(IDLE) == [(0,)], WITHIN_S)
    worker.kill()
    record = house.processor.read_record(house.installation)
    found.verdict = judge(record, house.sql, horizon_s=SOAK.horizon_s)
    add_cancelled(found.verdict, record, found.cancelled, grace_s=GRACE_S)
    taken = {charge["metadata"]["payment"] for charge in record.successes}
    found.verdict.lost += [
        f"pledge {pledge} was not charged for period {n} after the restore"
        for pledge, n in due
        if payment_of(str(pledge), n) not in taken
    ]
    begun = {charge["metadata"]["pledge"] for charge in record.successes if charge["session"]}
    found.verdict.lost += [f"pledge {pledge} was begun and is lost" for pledge in sorted(begun - set(active))]
