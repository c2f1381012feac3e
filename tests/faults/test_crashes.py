"""The web server and the worker are killed at every step boundary, and started again. Nothing is lost, nothing twice.

One chain: each process that is started to be killed at the next boundary is also the restart after the last one.
"""

import contextlib
from collections.abc import Callable, Iterator

import httpx
import pytest

from bench.faults.books import judge
from bench.faults.house import Grounds, House, wait_until
from bench.faults.reader import Reader
from bench.faults.trial import answers, running
from bench.faults.weather import boundaries

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

CHECKOUT = ("checkout.planned", "checkout.claimed", "checkout.called", "checkout.stored")
WEBHOOK = ("webhook.stored", "webhook.settled")
RENEWAL = ("renewal.planned", "attempt.claimed", "attempt.called", "attempt.settled")
REFUND = ("refund.claimed", "refund.called", "refund.settled")
SUCCESSES = "SELECT object_id FROM payments_providerobject WHERE kind = 'success' AND NOT duplicate ORDER BY id"


@pytest.fixture(scope="module")
def house(ground: Grounds) -> Iterator[House]:
    fresh = ground.house(ground.new_database("faults_crashes"), "trial")
    fresh.be_somebody_new("c" * 32)
    with running(fresh.processor), fresh.nursery.at_rest_afterwards():
        fresh.processor.send_webhooks_to(fresh.webhooks)
        yield fresh


@contextlib.contextmanager
def web_of(house: House, crash_at: str = "") -> Iterator[None]:
    """A web server inside this block; with `crash_at` it has been killed there by its end."""
    web = house.start_web(crash_at=crash_at)
    assert wait_until(lambda: answers(house.url), 20), house.nursery.said("web")
    yield
    if crash_at:
        assert web.wait(10), f"the web server outlived {crash_at}"
    web.kill()


def test_a_checkout_survives_a_kill_at_every_step(house: House) -> None:
    readers = [Reader(house, f"reader{n}@example.org") for n, _ in enumerate(CHECKOUT)]
    for reader, boundary in zip(readers, CHECKOUT, strict=True):
        with web_of(house, boundary):
            reader.open_form()
            assert reader.send_form() == ""
    assert house.processor.pages() == 2  # called, stored: there the page was opened

    worker = house.start_worker()
    with web_of(house, WEBHOOK[0]):
        wait_until_swept(house)
        for reader in readers:
            assert reader.send_form() == "page"
        assert house.processor.pages() == len(readers)
        readers[0].pay()
    with web_of(house, WEBHOOK[1]):
        readers[1].pay()
    with web_of(house):
        for reader in readers[2:]:
            reader.pay()
        wait_until_told(house)
        assert wait_until(lambda: len(pledges(house)) == len(readers), 20)
        # Whoever sends the same form again is thanked, not charged.
        assert [reader.send_form() for reader in readers] == ["thanks"] * len(readers)
        wait_until_swept(house)
        check_periods(house, (0,))
    worker.kill()


def test_a_renewal_survives_a_kill_at_every_step(house: House) -> None:
    [[due]] = house.sql("SELECT max(next_due) FROM payments_pledge WHERE state = 'active'")
    with one_due_after_the_other(house) as release:
        for boundary in RENEWAL:
            release()
            assert renew(house, due, crash_at=boundary) == -9, house.nursery.said("command")
    assert renew(house, due) == 0, house.nursery.said("command")
    check_periods(house, (0, 1))


def test_the_worker_survives_a_kill_at_every_step_of_a_renewal(house: House) -> None:
    for pledge, boundary in zip(pledges(house), RENEWAL, strict=True):
        assert house.fall_due([pledge]) == [pledge]
        assert house.start_worker(crash_at=boundary).wait(30), house.nursery.said("worker")
    worker = house.start_worker()
    wait_until_swept(house)
    assert wait_until(lambda: len(successes(house)) == 3 * len(pledges(house)), 30), house.nursery.said("worker")
    wait_until_swept(house)  # taken there is not yet booked here
    worker.kill()
    check_periods(house, (0, 1, 2))
    assert house.nursery.command("reconcile", database=house.database) == 0, house.nursery.said("command")


def test_a_refund_survives_a_kill_at_every_step(house: House) -> None:
    """A success too many goes back once, wherever the worker dies over it."""
    taken = [row[0] for row in house.sql(SUCCESSES)]
    with web_of(house):
        for object_id, boundary in zip(taken, REFUND, strict=False):
            assert house.processor.charge_again(object_id)
            assert house.start_worker(crash_at=boundary).wait(30), house.nursery.said("worker")
        worker = house.start_worker()
        wait_until_told(house)
        wait_until_swept(house)
        worker.kill()
    assert len(house.processor.read_record(house.installation).refunds) == len(REFUND)
    assert disagreements(house) == []


def test_every_boundary_of_the_product_is_crossed_here() -> None:
    assert set(boundaries()) >= {*CHECKOUT, *WEBHOOK, *RENEWAL, *REFUND}


def test_the_comparison_sees_what_is_wrong(house: House) -> None:
    """Last, because it spoils the record: money that our books do not know, and money that nobody took."""
    charge = house.processor.read_record(house.installation).successes[0]
    assert house.processor.charge_again(charge["id"])
    taken = house.processor.read_record(house.installation).successes[-1]
    found = disagreements(house)
    assert f"lost: {taken['id']} was taken and is not on the books" in found
    assert any("was taken 2 times" in fault for fault in found)
    house.processor.forget()
    found = disagreements(house)
    assert any(fault.endswith("is on the books and was never taken") for fault in found)
    assert any(fault.endswith("is paid and was not taken") for fault in found)


def renew(house: House, due: object, *, crash_at: str = "") -> int:
    verb = ("renew", "--as-of", str(due))
    return house.nursery.command(*verb, database=house.database, scale=house.scale, crash_at=crash_at)


def disagreements(house: House) -> list[str]:
    return judge(house.processor.read_record(house.installation), house.sql, horizon_s=0).sentences


def successes(house: House) -> list[tuple[str, int]]:
    """(pledge, period) of everything that the processor took, by its own record."""
    taken = house.processor.read_record(house.installation).successes
    return sorted((charge["metadata"]["pledge"], int(charge["metadata"]["x_period"])) for charge in taken)


def check_periods(house: House, periods: tuple[int, ...]) -> None:
    """Each pledge was charged exactly once for each of these periods, and both sides know it."""
    assert successes(house) == sorted((pledge, n) for pledge in pledges(house) for n in periods)
    assert disagreements(house) == []


@contextlib.contextmanager
def one_due_after_the_other(house: House) -> Iterator[Callable[[], None]]:
    """Holds all due dates back; each call lets one more pledge fall due, so that every crash has a fresh one to hit."""
    held = house.sql("SELECT id, next_due FROM payments_pledge WHERE state = 'active' ORDER BY id")
    house.sql("UPDATE payments_pledge SET next_due = next_due + 365 WHERE state = 'active'")
    waiting = iter(held)

    def release() -> None:
        pledge, due = next(waiting)
        house.sql("UPDATE payments_pledge SET next_due = %s WHERE id = %s", due, pledge)
        house.sql("INSERT INTO harness_fallen_due SELECT uuid, n FROM payments_pledge WHERE id = %s", pledge)

    yield release
    assert next(waiting, None) is None


def wait_until_told(house: House, within_s: float = 20) -> None:
    """Until the processor has delivered everything; what waits for its next try is sent at once."""

    def told() -> bool:
        waiting = house.processor.undelivered()
        with contextlib.suppress(httpx.HTTPError):
            for event in waiting:
                house.processor.deliver(event)
        return not waiting

    assert wait_until(told, within_s, pause_s=0.3)


def wait_until_swept(house: House, within_s: float = 40) -> None:
    """Until the worker has brought forward whatever was cut off."""
    query = "SELECT id, state, operation FROM payments_attempt WHERE state IN ('sending', 'unknown')"
    assert wait_until(lambda: house.sql(query) == [], within_s), f"{house.sql(query)}\n{house.nursery.said('worker')}"


def pledges(house: House) -> list[str]:
    return sorted(str(row[0]) for row in house.sql("SELECT uuid FROM payments_pledge WHERE state = 'active'"))
