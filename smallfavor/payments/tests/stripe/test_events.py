"""Webhooks: signatures, both ends of their age, and what they are about."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import stripe

from smallfavor.payments.providers.base import Event, EventRefused
from smallfavor.payments.providers.stripe.events import verify
from smallfavor.payments.tests.stripe import bodies

SECRET = "whsec_test"
NOW = datetime.fromtimestamp(bodies.NOON, UTC)


def event(thing: Any, kind: str = "charge.succeeded", *, livemode: bool = False) -> bytes:
    told = {"id": "evt_1", "object": "event", "type": kind, "created": bodies.NOON, "livemode": livemode}
    return json.dumps({**told, "data": {"object": thing}}).encode()


def signed(body: bytes, secret: str = SECRET, at: int = bodies.NOON) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def read(body: bytes, header: str = "", now: datetime = NOW, *, live: bool = False) -> Event:
    header = header or f"t={bodies.NOON},v1={signed(body)}"
    return verify({"Stripe-Signature": header}, body, SECRET, now, live=live)


def test_the_sdks_own_signature_is_taken() -> None:
    body = event(bodies.charge())
    header = stripe.WebhookSignature.generate_signature_header(body.decode(), SECRET, bodies.NOON)  # type: ignore[no-untyped-call]
    assert read(body, header).object_id == "ch_1"


@pytest.mark.parametrize(
    ("kind", "thing", "about"),
    [
        ("charge.failed", bodies.failed("card_declined"), "ch_1"),
        ("checkout.session.expired", bodies.session(), "cs_1"),
        ("refund.created", bodies.refund(charge="ch_1"), "re_1"),
        ("charge.dispute.created", bodies.dispute(charge="ch_1"), "dp_1"),
        ("payment_method.automatically_updated", bodies.payment_method(), "pm_1"),
        ("payment_intent.succeeded", bodies.intent(latest_charge="ch_7"), "ch_7"),
        ("payment_intent.created", bodies.intent(latest_charge=None), ""),
        (
            "payment_intent.payment_failed",
            bodies.intent(latest_charge=None, last_payment_error={"code": "authentication_required"}),
            "pi_1",
        ),
        ("customer.created", {"id": "cus_1", "object": "customer"}, ""),
    ],
)
def test_events_name_what_is_to_be_looked_at(kind: str, thing: bodies.Body, about: str) -> None:
    assert read(event(thing, kind)).object_id == about


def test_any_of_several_signatures_will_do() -> None:
    body = event(bodies.charge())
    older = signed(body, "whsec_older")
    assert read(body, f"t={bodies.NOON},v1={older},v1={signed(body)},v0={older}").event_id == "evt_1"


@pytest.mark.parametrize(("moved", "code"), [(301, "stale"), (-301, "future")])
def test_old_stamps_and_those_from_the_future_are_refused(moved: int, code: str) -> None:
    with pytest.raises(EventRefused) as refusal:
        read(event(bodies.charge()), now=NOW + timedelta(seconds=moved))
    assert refusal.value.code == code


@pytest.mark.parametrize("moved", [299, -299])
def test_clocks_may_differ_by_minutes(moved: int) -> None:
    assert read(event(bodies.charge()), now=NOW + timedelta(seconds=moved)).object_id == "ch_1"


@pytest.mark.parametrize(
    "header",
    ["", "t=1", "v1=abc", "t=x,v1=abc", "t=1,t=2,v1=abc", "t=01,v1=abc", "t=1,v0=abc", "t=²,v1=abc", "t=1,v1=é",
     f"t={10**15},v1=abc", "t=1," + ",".join(["v1=abc"] * 21)],
)  # fmt: skip
def test_headers_that_are_no_signature_are_refused(header: str) -> None:
    with pytest.raises(EventRefused) as refusal:
        verify({"Stripe-Signature": header}, event(bodies.charge()), SECRET, NOW, live=False)
    assert refusal.value.code in {"unsigned", "forged"}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"{}", b"\xff", b'{"object": "event"}', b"[" * 100_000, event([]),
        event({"id": 4, "object": "charge"}), event(bodies.charge(id="a\nb")),
        event(bodies.charge()).replace(b'"created": 1795000000', b'"created": "now"'),
    ],
)  # fmt: skip
def test_signed_nonsense_is_malformed(body: bytes) -> None:
    with pytest.raises(EventRefused) as refusal:
        read(body)
    assert refusal.value.code == "malformed"


def test_an_event_of_the_other_mode_is_about_nothing() -> None:
    assert read(event(bodies.charge(), livemode=True)).object_id == ""
    assert read(event(bodies.charge(), livemode=True), live=True).object_id == "ch_1"
