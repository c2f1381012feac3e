"""The contract: look-ups, lists, webhooks, capabilities."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from smallfavor.payments import providers
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Disputed,
    EventRefused,
    Operation,
    ProviderUnavailable,
    Succeeded,
)
from smallfavor.payments.tests.contract.conftest import RIGS
from smallfavor.payments.tests.contract.rigs.base import Rig, checkout_bytes, new_ours
from smallfavor.payments.tests.contract.test_checkout import begin, of_kind


def test_every_provider_has_a_rig() -> None:
    assert providers.names() == set(RIGS)


def test_an_unknown_provider_is_refused_by_name(rig: Rig) -> None:
    account = type("Account", (), {"code": "x", "provider": "nobody"})()
    with pytest.raises(providers.ProviderMissing, match="nobody"):
        providers.get(account)


def test_look_ups_find_only_the_attempt_that_is_asked_for(rig: Rig) -> None:
    ours = new_ours()
    begin(rig, checkout_bytes(rig.provider, ours))
    begin(rig, checkout_bytes(rig.provider))
    second = type(ours)(ours.installation, ours.payment, 2)
    assert len(rig.provider.look_up(ours)) == 1
    assert rig.provider.look_up(second) == []


def test_the_window_lists_everything_of_its_time_foreign_payments_too(rig: Rig) -> None:
    start, ours = datetime.now(UTC) - timedelta(seconds=1), new_ours()
    rig.somebody_else_pays()
    rig.pay(begin(rig, checkout_bytes(rig.provider, ours)))
    end = datetime.now(UTC) + timedelta(seconds=1)
    charges = [record for record in rig.provider.list_window(start, end) if isinstance(record, Succeeded)]
    assert [charge.ours for charge in charges][-2:] == [None, ours]
    assert list(rig.provider.list_window(end, end + timedelta(days=1))) == []


def test_saved_instruments_are_listed_with_what_became_of_them(rig: Rig) -> None:
    start, ours = datetime.now(UTC) - timedelta(seconds=1), new_ours()
    rig.pay(begin(rig, checkout_bytes(rig.provider, ours, save=True)))
    [charge] = of_kind(rig.provider.look_up(ours), Succeeded)
    assert isinstance(charge, Succeeded) and charge.instrument is not None
    end, token = datetime.now(UTC) + timedelta(seconds=1), charge.instrument.token
    [before] = [one for one in rig.provider.list_instruments(start, end) if one.token == token]
    assert (before.active, before.ours) == (True, ours)
    rig.provider.revoke_instrument(token)
    [after] = [one for one in rig.provider.list_instruments(start, end) if one.token == token]
    assert not after.active
    assert list(rig.provider.list_instruments(end, end + timedelta(days=1))) == []


def test_long_lists_come_whole(rig: Rig) -> None:
    start, made = datetime.now(UTC) - timedelta(seconds=1), [new_ours() for _ in range(5)]
    rig.small_lists()
    for ours in made:
        rig.pay(begin(rig, checkout_bytes(rig.provider, ours)))
    found = rig.provider.list_window(start, datetime.now(UTC) + timedelta(seconds=1))
    assert [record.ours for record in found if isinstance(record, Succeeded)][-5:] == made


def test_lists_may_lag_behind(rig: Rig) -> None:
    ours = new_ours()
    session = begin(rig, checkout_bytes(rig.provider, ours))
    rig.lists_lag(60)
    assert rig.provider.look_up(ours) == []
    assert rig.provider.fetch(session.object_id) == session


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_list_without_an_answer_is_not_an_empty_list(rig: Rig, status: int) -> None:
    known = begin(rig, checkout_bytes(rig.provider)).object_id
    rig.answer_with("objects.list", status)
    with pytest.raises(ProviderUnavailable):
        rig.provider.look_up(new_ours())
    rig.answer_with("objects.read", status)
    with pytest.raises(ProviderUnavailable):
        rig.provider.fetch(known)


def test_when_nothing_answers_everything_says_so(rig: Rig) -> None:
    frozen = checkout_bytes(rig.provider)
    known = begin(rig, frozen).object_id
    rig.down()
    assert not isinstance(rig.provider.begin_checkout(frozen, key="0123456789"), CheckoutSession)
    for read in (
        lambda: rig.provider.look_up(new_ours()),
        lambda: rig.provider.fetch(known),
        lambda: list(rig.provider.list_window(datetime.now(UTC) - timedelta(days=1), datetime.now(UTC))),
        lambda: list(rig.provider.list_instruments(datetime.now(UTC) - timedelta(days=1), datetime.now(UTC))),
    ):
        with pytest.raises(ProviderUnavailable):
            read()


def test_a_disputed_payment_is_money_and_a_dispute(rig: Rig) -> None:
    ours = new_ours()
    rig.pay(begin(rig, checkout_bytes(rig.provider, ours)))
    [charge] = of_kind(rig.provider.look_up(ours), Succeeded)
    rig.dispute(charge.object_id)
    records = rig.provider.look_up(ours)
    [dispute] = of_kind(records, Disputed)
    assert isinstance(dispute, Disputed)
    assert dispute.charge_id == charge.object_id
    assert dispute.state == "open"
    assert dispute.ours == ours


def test_a_true_webhook_names_the_object(rig: Rig) -> None:
    headers, body, mark = rig.true_webhook()
    event = rig.provider.verify_event(headers, body, datetime.now(UTC), mark=mark)
    assert event.kind
    assert (event.ours is not None) == rig.events_tell_ours
    found = rig.provider.fetch(event.object_id)
    assert isinstance(found, Succeeded)
    assert event.ours in (None, found.ours)


def test_a_webhook_is_refused_when_forged_stale_or_from_the_future(rig: Rig) -> None:
    headers, body, _ = rig.true_webhook()
    now = datetime.now(UTC)
    cases = [
        ({}, body, now, "unsigned"),
        (headers, body + b" ", now, "forged"),
        (headers, b"[" + body[1:], now, "forged"),
        (headers, body, now + timedelta(minutes=6), "stale"),
        (headers, body, now - timedelta(minutes=6), "future"),
    ]
    for given, content, moment, code in cases:
        with pytest.raises(EventRefused) as refusal:
            rig.provider.verify_event(given, content, moment)
        assert refusal.value.code == code


def test_events_are_read_whatever_the_case_of_the_headers(rig: Rig) -> None:
    headers, body, mark = rig.true_webhook()
    lower, now = {name.lower(): value for name, value in headers.items()}, datetime.now(UTC)
    told = rig.provider.verify_event(lower, body, now, mark=mark)
    assert told == rig.provider.verify_event(headers, body, now, mark=mark)
    if body.startswith(b"{"):
        assert told.event_id == json.loads(body)["id"]


def test_what_the_provider_says_of_itself_is_usable(rig: Rig) -> None:
    assert rig.provider.limits().timeout_s > 0
    for operation in Operation:
        assert timedelta(0) < rig.provider.key_life(operation) <= rig.provider.horizon(operation)
    assert rig.provider.capabilities().methods
