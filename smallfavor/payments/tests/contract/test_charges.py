"""The contract: charges without the reader, refunds, instruments."""

import time

import pytest

from smallfavor.payments.providers.base import (
    ChargeOutcome,
    Decline,
    Declined,
    Ours,
    Reason,
    Refunded,
    Revoked,
    Succeeded,
    Unknown,
)
from smallfavor.payments.tests.contract.rigs.base import (
    Rig,
    charge_bytes,
    checkout_bytes,
    money,
    new_ours,
    refund_bytes,
    settled,
)
from smallfavor.payments.tests.contract.test_checkout import begin, of_kind


def saved(rig: Rig, card: str = "success") -> str:
    """The token of an instrument that was saved on a hosted page."""
    ours = new_ours()
    rig.pay(begin(rig, checkout_bytes(rig.provider, ours, save=True)), card)
    [charge] = of_kind(rig.provider.look_up(ours), Succeeded)
    assert isinstance(charge, Succeeded)
    assert charge.instrument is not None
    return charge.instrument.token


def outcomes(rig: Rig, ours: Ours) -> list[object]:
    return [record for record in rig.provider.look_up(ours) if isinstance(record, ChargeOutcome)]


def test_a_renewal_is_charged_once_for_one_key(rig: Rig) -> None:
    ours = new_ours()
    frozen = charge_bytes(rig.provider, saved(rig), ours)
    first = settled(rig, rig.provider.charge(frozen, key=ours.payment))
    assert isinstance(first, Succeeded)
    assert rig.provider.charge(frozen, key=ours.payment) == first
    assert rig.provider.look_up(ours) == [first]
    assert rig.provider.fetch(first.object_id) == first


@pytest.mark.parametrize(
    ("card", "code", "hard"),
    [
        ("renewal_insufficient", Decline.INSUFFICIENT_FUNDS, False),
        ("renewal_authentication", Decline.AUTHENTICATION_REQUIRED, False),
        ("renewal_lost", Decline.INSTRUMENT_GONE, True),
    ],
)
def test_a_declined_renewal_is_recorded(rig: Rig, card: str, code: Decline, hard: bool) -> None:
    ours = new_ours()
    sent = charge_bytes(rig.provider, saved(rig, card), ours)
    answer = settled(rig, rig.provider.charge(sent, key=ours.payment))
    assert isinstance(answer, Declined)
    assert (answer.code, answer.hard, answer.final) == (code, hard, True)
    assert rig.provider.look_up(ours) == ([answer] if rig.provider.capabilities().lists_declines else [])


def test_a_revoked_instrument_takes_nothing_any_more(rig: Rig) -> None:
    token, ours = saved(rig), new_ours()
    assert rig.provider.revoke_instrument(token) == Revoked(token)
    assert rig.provider.revoke_instrument(token) == Revoked(token)
    answer = rig.provider.charge(charge_bytes(rig.provider, token, ours), key=ours.payment)
    assert isinstance(answer, Declined)
    assert (answer.code, answer.hard) == (Decline.INSTRUMENT_GONE, True)


def test_an_instrument_that_never_was_counts_as_revoked(rig: Rig) -> None:
    assert rig.provider.revoke_instrument("pm_nothing") == Revoked("pm_nothing")


def test_charging_what_never_was_is_unknown_and_not_a_decline(rig: Rig) -> None:
    ours = new_ours()
    answer = rig.provider.charge(charge_bytes(rig.provider, "pm_nothing", ours), key=ours.payment)
    assert isinstance(answer, Unknown)
    assert answer.look_up_only
    assert outcomes(rig, ours) == []


@pytest.mark.parametrize(("after_effect", "charges"), [(False, 0), (True, 1)])
def test_a_lost_answer_is_unknown_and_a_replay_charges_once(rig: Rig, after_effect: bool, charges: int) -> None:
    ours = new_ours()
    frozen = charge_bytes(rig.provider, saved(rig), ours)
    rig.lose_answer("charges.create", after_effect=after_effect)
    answer = rig.provider.charge(frozen, key=ours.payment)
    assert isinstance(answer, Unknown)
    assert answer.reason is Reason.CONNECTION
    assert len(outcomes(rig, ours)) == charges
    assert isinstance(settled(rig, rig.provider.charge(frozen, key=ours.payment)), Succeeded)
    assert len(outcomes(rig, ours)) == 1


@pytest.mark.parametrize("before_effect", [True, False])
def test_an_answer_later_than_the_time_out_is_unknown_though_the_money_moves(rig: Rig, before_effect: bool) -> None:
    ours = new_ours()
    frozen = charge_bytes(rig.provider, saved(rig), ours)
    rig.answer_late("charges.create", before_effect=before_effect)
    answer = rig.provider.charge(frozen, key=ours.payment)
    assert isinstance(answer, Unknown)
    assert answer.reason is Reason.TIMEOUT
    meanwhile = rig.provider.charge(frozen, key=ours.payment)
    assert isinstance(meanwhile, Unknown | Succeeded)
    deadline = time.monotonic() + 5
    while not isinstance(found := rig.provider.charge(frozen, key=ours.payment), Succeeded):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert outcomes(rig, ours) == [found]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (500, Reason.SERVER_ERROR),
        (503, Reason.SERVER_ERROR),
        (429, Reason.BUSY),
        (409, Reason.CONFLICT),
        (400, Reason.REFUSED),
        (401, Reason.NO_ACCESS),
        (403, Reason.NO_ACCESS),
    ],
)
def test_every_error_is_unknown_and_never_a_decline(rig: Rig, status: int, reason: Reason) -> None:
    ours = new_ours()
    frozen = charge_bytes(rig.provider, saved(rig), ours)
    rig.answer_with("charges.create", status)
    answer = rig.provider.charge(frozen, key=ours.payment)
    assert isinstance(answer, Unknown)
    assert answer.reason is reason
    assert answer.opens_breaker == (reason is Reason.NO_ACCESS)
    assert outcomes(rig, ours) == []


def test_an_error_that_is_stored_under_the_key_hides_money_that_a_look_up_finds(rig: Rig) -> None:
    ours = new_ours()
    frozen = charge_bytes(rig.provider, saved(rig), ours)
    rig.answer_with("charges.create", 500, after_effect=True)
    for _ in range(2):
        assert isinstance(rig.provider.charge(frozen, key=ours.payment), Unknown)
    [charge] = outcomes(rig, ours)
    assert isinstance(charge, Succeeded)


def test_money_is_given_back_in_parts_and_never_more_than_was_taken(rig: Rig) -> None:
    ours = new_ours()
    charge = settled(rig, rig.provider.charge(charge_bytes(rig.provider, saved(rig), ours), key=ours.payment))
    assert isinstance(charge, Succeeded)
    part = refund_bytes(rig.provider, charge.object_id, ours, money(rig.provider, 150))
    first = settled(rig, rig.provider.refund(part, key="refund-1" + ours.payment))
    assert isinstance(first, Refunded)
    assert (first.charge_id, first.amount, first.ours) == (charge.object_id, money(rig.provider, 150), ours)
    assert rig.provider.refund(part, key="refund-1" + ours.payment) == first
    answer = rig.provider.refund(part, key="refund-2" + ours.payment)
    assert isinstance(answer, Unknown)
    assert answer.reason is Reason.REFUSED
    rest = refund_bytes(rig.provider, charge.object_id, ours, money(rig.provider, 50))
    assert isinstance(settled(rig, rig.provider.refund(rest, key="refund-3" + ours.payment)), Refunded)
    refunds = of_kind(rig.provider.look_up(ours), Refunded)
    assert sum(refund.amount.minor for refund in refunds if isinstance(refund, Refunded)) == 200
