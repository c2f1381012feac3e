"""Events: signed, in time, again until they are taken."""

import hashlib
import hmac
import time

import pytest

from sandbox_processor.testing import RunningSandbox, WebhookCatcher, webhook_catcher


@pytest.fixture
def catcher(server: RunningSandbox):
    with webhook_catcher() as catching:
        server.send_webhooks_to(catching.url)
        time.sleep(0.1)
        settle(server)
        catching.calls.clear()
        yield catching
        server.send_webhooks_to("")


def settle(server: RunningSandbox, seconds: float = 15) -> None:
    """Until everything that is due now has been sent."""
    deadline = time.monotonic() + seconds
    while any(event["next_ms"] and not event["attempts"] for event in server.record("event")):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def wait_until_noted(server: RunningSandbox, catcher: WebhookCatcher) -> None:
    """Until the sandbox has written down that what we caught was taken."""
    caught = {event["id"] for event in catcher.events()}
    deadline = time.monotonic() + 10
    while any(event["next_ms"] for event in server.record("event") if event["id"] in caught):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def events_of(catcher: WebhookCatcher, object_id: str) -> list[str]:
    return [event["type"] for event in catcher.events() if event["object"]["id"] == object_id]


def test_the_paper_hears_of_it_before_the_reader_comes_back(server, open_session, catcher) -> None:
    session = open_session()
    server.pay(session["url"])
    kinds = [event["type"] for event in catcher.events()]
    assert sorted(kinds) == ["charge.succeeded", "instrument.saved", "session.completed"]


def test_events_are_signed_over_time_and_body(server, open_session, catcher) -> None:
    server.pay(open_session()["url"])
    headers, body = catcher.calls[0]
    stamp, _, digest = headers["Sandbox-Signature"].partition(",v1=")
    expected = hmac.new(server.webhook_secret.encode(), f"{stamp[2:]}.".encode() + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(digest, expected)
    assert abs(int(stamp[2:]) - time.time()) < 10


def test_an_event_that_is_not_taken_comes_again(server, open_session, catcher) -> None:
    catcher.answers += [500, 503, 500]
    session = open_session()
    started = time.monotonic()
    server.pay(session["url"])
    assert time.monotonic() - started < 6  # the reader is not held for ever
    catcher.wait_for(6)
    assert events_of(catcher, session["id"]) in (["session.completed"], ["session.completed"] * 2)


def test_the_reader_is_not_held_when_nobody_listens(server, open_session) -> None:
    server.send_webhooks_to("http://127.0.0.1:9/nobody")
    started = time.monotonic()
    assert server.pay(open_session()["url"])
    assert time.monotonic() - started < 5


def test_a_dropped_event_never_comes(server, open_session, catcher) -> None:
    server.fault("webhooks", "drop", times=-1)
    server.pay(open_session()["url"])
    settle(server)
    assert catcher.calls == []


def test_a_doubled_event_comes_so_often(server, open_session, catcher) -> None:
    session = open_session()
    server.fault("webhooks", "duplicate", count=3, times=-1)
    server.pay(session["url"])
    assert events_of(catcher, session["id"]) == ["session.completed"] * 3


def test_a_delayed_event_is_overtaken(server, open_session, catcher) -> None:
    session = open_session()
    name = session["metadata"]["payment"]
    server.fault("webhooks", "delay", delay_ms=1000, metadata={"payment": name})
    server.pay(session["url"])
    catcher.wait_for(3)
    wait_until_noted(server, catcher)
    came = [event["id"] for event in catcher.events() if event["object"]["metadata"] == {"payment": name}]
    tries = {event["id"]: event["attempts"] for event in server.record("event") if event["id"] in came}
    assert [tries[event] for event in came] == [1, 1, 2]


def test_an_event_can_be_sent_again_by_hand(server, open_session, catcher) -> None:
    session = open_session()
    server.pay(session["url"])
    event = next(event for event in server.record("event") if event["object_id"] == session["id"])
    server.call("POST", f"/v1/events/{event['id']}/deliver", {}).raise_for_status()
    catcher.wait_for(4)
    assert events_of(catcher, session["id"]) == ["session.completed"] * 2
    assert server.call("POST", "/v1/events/evt_nothing/deliver", {}).status_code == 404
