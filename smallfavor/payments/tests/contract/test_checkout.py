"""The contract: hosted pages."""

import time
from datetime import timedelta

import pytest

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Decline,
    Declined,
    Ours,
    Processing,
    ProviderRecord,
    Reason,
    RequestInvalid,
    Succeeded,
    Unknown,
)
from smallfavor.payments.tests.contract.rigs.base import Rig, checkout_bytes, new_ours


def begin(rig: Rig, frozen: bytes, key: str = "") -> CheckoutSession:
    found = rig.provider.begin_checkout(frozen, key=key or new_ours().payment)
    assert isinstance(found, CheckoutSession), found
    return found


def of_kind(records: list[ProviderRecord], kind: type) -> list[ProviderRecord]:
    return [record for record in records if isinstance(record, kind)]


def test_freezing_twice_gives_the_same_bytes(rig: Rig) -> None:
    ours = new_ours(extra={"period": "3"})
    first = checkout_bytes(rig.provider, ours)
    assert first[: first.index(b"expires")] == checkout_bytes(rig.provider, ours)[: first.index(b"expires")]


@pytest.mark.parametrize("amount", [Money(1, "USD"), Money(500, "XAF"), Money(10**12, "USD")])
def test_what_the_service_does_not_take_is_refused_before_anything_is_sent(rig: Rig, amount: Money) -> None:
    with pytest.raises(RequestInvalid):
        checkout_bytes(rig.provider, amount=amount)


def test_a_page_opens_and_is_ours(rig: Rig) -> None:
    ours = new_ours(pledge="p-1", extra={"interval": "monthly"})
    session = begin(rig, checkout_bytes(rig.provider, ours))
    assert session.state == "open"
    assert session.ours == ours
    assert session.url.startswith(rig.provider.capabilities().hosted_origins[0])
    assert rig.provider.look_up(ours) == [session]
    assert rig.provider.fetch(session.object_id) == session


def test_the_same_bytes_with_the_same_key_open_one_page(rig: Rig) -> None:
    ours = new_ours()
    frozen = checkout_bytes(rig.provider, ours)
    assert begin(rig, frozen, ours.payment) == begin(rig, frozen, ours.payment)
    assert len(rig.provider.look_up(ours)) == 1


def test_other_bytes_with_the_same_key_are_never_sent_again(rig: Rig) -> None:
    ours = new_ours()
    begin(rig, checkout_bytes(rig.provider, ours), ours.payment)
    answer = rig.provider.begin_checkout(checkout_bytes(rig.provider, ours, amount=Money(300, "USD")), key=ours.payment)
    assert isinstance(answer, Unknown)
    assert answer.reason is Reason.KEY_MISMATCH
    assert answer.look_up_only


def test_paying_on_the_page_takes_the_money_once(rig: Rig) -> None:
    ours = new_ours()
    session = begin(rig, checkout_bytes(rig.provider, ours, save=True))
    rig.pay(session)
    rig.pay(session)
    records = rig.provider.look_up(ours)
    [charge] = of_kind(records, Succeeded)
    assert isinstance(charge, Succeeded)
    assert charge.amount == Money(200, "USD")
    assert charge.fee == Money(36, "USD")
    assert charge.ours == ours
    assert charge.session_id == session.object_id
    assert charge.instrument is not None
    assert charge.instrument.label.endswith("4242")
    [page] = of_kind(records, CheckoutSession)
    assert isinstance(page, CheckoutSession)
    assert page.state == "complete"
    assert page.instrument == charge.instrument


def test_a_gift_keeps_no_instrument(rig: Rig) -> None:
    ours = new_ours()
    rig.pay(begin(rig, checkout_bytes(rig.provider, ours)))
    [charge] = of_kind(rig.provider.look_up(ours), Succeeded)
    assert isinstance(charge, Succeeded)
    assert charge.instrument is None


@pytest.mark.parametrize(
    ("card", "code", "hard"),
    [
        ("declined", Decline.CARD_DECLINED, False),
        ("insufficient_funds", Decline.INSUFFICIENT_FUNDS, False),
        ("expired", Decline.EXPIRED_CARD, True),
        ("incorrect_cvc", Decline.INCORRECT_DETAILS, False),
        ("processing_error", Decline.PROCESSING_ERROR, False),
    ],
)
def test_a_decline_is_an_object_and_ends_the_page(rig: Rig, card: str, code: Decline, hard: bool) -> None:
    ours = new_ours()
    session = begin(rig, checkout_bytes(rig.provider, ours))
    rig.pay(session, card)
    records = rig.provider.look_up(ours)
    [decline] = of_kind(records, Declined)
    assert isinstance(decline, Declined)
    assert (decline.code, decline.hard, decline.final) == (code, hard, True)
    assert not of_kind(records, Succeeded)
    [page] = of_kind(records, CheckoutSession)
    assert isinstance(page, CheckoutSession)
    assert page.state == "expired"


@pytest.mark.parametrize(("confirm", "kind"), [(True, Succeeded), (False, Declined)])
def test_a_challenge_is_answered_by_the_reader(rig: Rig, confirm: bool, kind: type) -> None:
    ours = new_ours()
    rig.pay(begin(rig, checkout_bytes(rig.provider, ours)), "challenge", confirm=confirm)
    outcomes = of_kind(rig.provider.look_up(ours), Succeeded | Declined)  # type: ignore[arg-type]
    assert [type(outcome) for outcome in outcomes] == [kind]


def test_a_slow_bank_is_processing_and_not_yet_money(rig: Rig) -> None:
    ours = new_ours()
    rig.pay(begin(rig, checkout_bytes(rig.provider, ours)), "processing")
    records = rig.provider.look_up(ours)
    assert of_kind(records, Processing)
    assert not of_kind(records, Succeeded)


def test_an_open_page_can_be_expired(rig: Rig) -> None:
    session = begin(rig, checkout_bytes(rig.provider))
    ended = rig.provider.expire_session(session.object_id)
    assert isinstance(ended, CheckoutSession)
    assert ended.state == "expired"
    assert rig.provider.expire_session(session.object_id) == ended


def test_a_paid_page_says_so_when_it_should_expire(rig: Rig) -> None:
    session = begin(rig, checkout_bytes(rig.provider))
    rig.pay(session)
    ended = rig.provider.expire_session(session.object_id)
    assert isinstance(ended, CheckoutSession)
    assert ended.state == "complete"


def test_a_page_past_its_time_is_expired(rig: Rig) -> None:
    ours = new_ours()
    begin(rig, checkout_bytes(rig.provider, ours, open_for=timedelta(milliseconds=900)))
    session: object = None
    for _ in range(40):
        [session] = rig.provider.look_up(ours)
        session = rig.provider.fetch(session.object_id)
        if isinstance(session, CheckoutSession) and session.state == "expired":
            break
        time.sleep(0.1)
    assert isinstance(session, CheckoutSession)
    assert session.state == "expired"


def test_a_setup_page_saves_an_instrument_and_takes_nothing(rig: Rig) -> None:
    ours = Ours(installation="courier", pledge=new_ours().payment)
    session = begin(rig, checkout_bytes(rig.provider, ours, amount=None))
    rig.pay(session)
    [page] = rig.provider.look_up(ours)
    assert isinstance(page, CheckoutSession)
    assert page.state == "complete"
    assert page.instrument is not None
    assert page.instrument.token


def test_a_page_that_does_not_exist_is_not_found(rig: Rig) -> None:
    answer = rig.provider.expire_session("cs_nothing")
    assert isinstance(answer, Unknown)
    assert rig.provider.fetch("cs_nothing") is None
