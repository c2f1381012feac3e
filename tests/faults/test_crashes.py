"""The web server and the worker are killed at every step boundary, and started again. Nothing is lost, nothing twice.

One chain: each process that is started to be killed at the next boundary is also the restart after the last one.
"""

import contextlib
import time
from collections.abc import Callable, Iterator

import pytest

from tests.faults.books import disagreements, successes
from tests.faults.installation import Installation
from tests.faults.reader import Reader

# The mark has the migrated database made; the installation is a copy of it.
pytestmark = [pytest.mark.django_db, pytest.mark.faults, pytest.mark.timeout(240)]

CHECKOUT = ("checkout.planned", "checkout.claimed", "checkout.called", "checkout.stored")
WEBHOOK = ("webhook.stored", "webhook.settled")
RENEWAL = ("renewal.planned", "attempt.claimed", "attempt.called", "attempt.settled")


def test_a_checkout_survives_a_kill_at_every_step(installation: Installation) -> None:
    readers = [Reader(installation, f"reader{n}@example.org") for n, _ in enumerate(CHECKOUT)]
    for reader, boundary in zip(readers, CHECKOUT, strict=True):
        web = installation.start_web(crash_at=boundary)
        reader.open_form()
        assert reader.send_form() == "", f"the web server outlived {boundary}"
        installation.kill(web)
    assert len(installation.sandbox.record("session")) == 2  # called, stored: there the page was opened

    installation.let_time_pass(10)
    worker = installation.start_worker()
    web = installation.start_web(crash_at=WEBHOOK[0])
    wait_until_swept(installation)
    for reader in readers:
        assert reader.send_form() == "page"
    assert len(installation.sandbox.record("session")) == len(readers)
    readers[0].pay()
    installation.kill(web)

    web = installation.start_web(crash_at=WEBHOOK[1])
    readers[1].pay()
    installation.kill(web)

    installation.start_web()
    for reader in readers[2:]:
        reader.pay()
    wait_until_told(installation)
    assert len(pledges(installation)) == len(readers)
    # Whoever sends the same form again is thanked, not charged.
    assert [reader.send_form() for reader in readers] == ["thanks"] * len(readers)
    installation.let_time_pass(10)
    wait_until_swept(installation)
    installation.kill(worker)
    check_periods(installation, (0,))


def test_a_renewal_survives_a_kill_at_every_step(installation: Installation) -> None:
    [[due]] = installation.sql("SELECT max(next_due) FROM payments_pledge WHERE state = 'active'")
    with one_due_after_the_other(installation) as release:
        for boundary in RENEWAL:
            release()
            assert installation.run("renew", "--as-of", str(due), crash_at=boundary) == -9, installation.said("command")
            installation.let_time_pass(10)
    assert installation.run("renew", "--as-of", str(due)) == 0, installation.said("command")
    check_periods(installation, (0, 1))


def test_the_worker_survives_a_kill_at_every_step_of_a_renewal(installation: Installation) -> None:
    bring_due_dates_to_today(installation)
    with one_due_after_the_other(installation) as release:
        for boundary in RENEWAL:
            release()
            worker = installation.start_worker(crash_at=boundary)
            assert worker.wait(40) == -9, installation.said("worker")
            installation.let_time_pass(10)
    worker = installation.start_worker()
    wait_until_charged(installation, period=2)
    wait_until_swept(installation)
    installation.kill(worker)
    check_periods(installation, (0, 1, 2))
    assert installation.run("reconcile") == 0, installation.said("command")


def test_the_comparison_sees_what_is_wrong(installation: Installation) -> None:
    """Last, because it spoils the record: money that our books do not know, and money that nobody took."""
    [charge, *_] = installation.sandbox.record("charge")
    body = {
        "instrument": charge["instrument"], "amount_minor": 200, "currency": "USD", "metadata": charge["metadata"],
    }  # fmt: skip
    taken = installation.sandbox.call("POST", "/v1/charges", body, key="behind-our-back").json()
    found = disagreements(installation)
    assert f"taken and not on the books: sandbox/{taken['id']}" in found
    assert f"payment {charge['metadata']['payment']} was taken 2 times" in found
    installation.sandbox.forget()
    assert any(fault.startswith("on the books and never taken") for fault in disagreements(installation))
    assert any(fault.endswith("is paid and was not taken") for fault in disagreements(installation))


def check_periods(installation: Installation, periods: tuple[int, ...]) -> None:
    """Each pledge was charged exactly once for each of these periods, and both sides know it."""
    wait_until_told(installation)
    assert successes(installation) == sorted((pledge, n) for pledge in pledges(installation) for n in periods)
    assert disagreements(installation) == []


@contextlib.contextmanager
def one_due_after_the_other(installation: Installation) -> Iterator[Callable[[], None]]:
    """Holds all due dates back; each call lets one more pledge fall due, so that every crash has a fresh one to hit."""
    held = installation.sql("SELECT id, next_due FROM payments_pledge WHERE state = 'active' ORDER BY id")
    installation.sql("UPDATE payments_pledge SET next_due = next_due + 365 WHERE state = 'active'")
    waiting = iter(held)

    def release() -> None:
        pledge, due = next(waiting)
        installation.sql("UPDATE payments_pledge SET next_due = %s WHERE id = %s", due, pledge)

    yield release
    assert next(waiting, None) is None


def bring_due_dates_to_today(installation: Installation) -> None:
    """As if the schedule had begun so much earlier: the worker goes by the real calendar."""
    installation.sql(
        "UPDATE payments_pledge SET anchor = anchor - (next_due - current_date), next_due = current_date,"
        " last_planned_on = NULL WHERE state = 'active'"
    )


def wait_until_charged(installation: Installation, period: int, within_s: float = 40) -> None:
    query = "SELECT count(*) FROM payments_payment WHERE period = %s AND state = 'paid'"
    deadline = time.monotonic() + within_s
    while installation.sql(query, period) != [(len(pledges(installation)),)]:
        assert time.monotonic() < deadline, installation.said("worker")
        time.sleep(0.1)


def wait_until_told(installation: Installation, within_s: float = 20) -> None:
    """Until the sandbox has delivered everything; what waits for its next try is sent at once."""
    deadline = time.monotonic() + within_s
    while waiting := [event for event in installation.sandbox.record("event") if event["next_ms"]]:
        assert time.monotonic() < deadline, waiting
        for event in waiting:
            if event["attempts"]:
                installation.sandbox.call("POST", f"/v1/events/{event['id']}/deliver", {})
        time.sleep(0.2)


def wait_until_swept(installation: Installation, within_s: float = 30) -> None:
    """Until the worker has brought forward whatever was cut off."""
    query = "SELECT id, state FROM payments_attempt WHERE state IN ('sending', 'unknown')"
    deadline = time.monotonic() + within_s
    while left := installation.sql(query):
        assert time.monotonic() < deadline, f"{left}\n{installation.said('worker')}"
        time.sleep(0.1)


def pledges(installation: Installation) -> list[str]:
    return sorted(str(row[0]) for row in installation.sql("SELECT uuid FROM payments_pledge WHERE state = 'active'"))
