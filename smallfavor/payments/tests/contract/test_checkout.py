"""The contract: hosted pages."""

import time
from datetime import UTC, datetime

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
from smallfavor.payments.tests.contract.rigs.base import Rig, checkout_bytes, lacking, money, new_ours


def begin(rig: Rig, frozen: bytes, key: str = "") -> CheckoutSession:
    found = rig.provider.begin_checkout(frozen, key=key or new_ours().payment)
    assert isinstance(found, CheckoutSession), found
    return found


def of_kind(records: list[ProviderRecord], kind: type) -> list[ProviderRecord]:
    return [record for record in records if isinstance(record, kind)]


def test_freezing_twice_gives_the_same_bytes(rig: Rig) -> None:
    ours = new_ours(extra={"period": "3"})
    until = datetime.now(UTC)
    first, second = (checkout_bytes(rig.provider, ours, until=until) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("amount", [Money(1, "USD"), Money(500, "XAF"), Money(10**12, "USD")])
def test_what_the_service_does_not_take_is_refused_before_anything_is_sent(rig: Rig, amount: Money) -> None:
    with pytest.raises(RequestInvalid):
        checkout_bytes(rig.provider, amount=amount)


def test_a_page_opens_and_is_ours(rig: Rig) -> None:
    ours = new_ours(pledge="p-1", extra={"interval": "monthly"})
    session = begin(rig, checkout_bytes(rig.provider, ours))
    assert session.state == "open"
    assert session.ours == ours
    # A page of ours is where its reader comes back to.
    origins = rig.provider.capabilities().hosted_origins or ("http://paper.example/",)
    assert session.url.startswith(origins[0])
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
    assert charge.amount == money(rig.provider, 200)
    assert charge.fee == rig.fee_of_two_dollars
    assert charge.ours == ours
    assert charge.session_id == session.object_id
    assert charge.instrument is not None
    assert charge.instrument.label.endswith(rig.label_end)
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
    ends = rig.ends_with_a_decline
    assert (decline.code, decline.hard, decline.final) == (code, hard, ends)
    assert not of_kind(records, Succeeded)
    [page] = of_kind(records, CheckoutSession)
    assert isinstance(page, CheckoutSession)
    assert page.state == ("expired" if ends else "open")


def test_a_card_that_is_declined_on_two_pages_is_told_as_one(rig: Rig) -> None:
    if not rig.tells_cards:
        lacking("it tells no fingerprints of cards")
    told = []
    for card in ("declined", "declined", "insufficient_funds"):
        ours = new_ours()
        rig.pay(begin(rig, checkout_bytes(rig.provider, ours)), card)
        [decline] = of_kind(rig.provider.look_up(ours), Declined)
        assert isinstance(decline, Declined)
        told.append(decline.card)
    assert told[0] == told[1] != told[2]
    assert all(told)


def test_another_card_on_the_same_page_pays_it_once(rig: Rig) -> None:
    if rig.ends_with_a_decline:
        lacking("a decline ends the page")
    ours = new_ours()
    session = begin(rig, checkout_bytes(rig.provider, ours))
    for card in ("declined", "insufficient_funds", "success"):
        rig.pay(session, card)
    records = rig.provider.look_up(ours)
    assert len({record.object_id for record in of_kind(records, Declined)}) == 2
    assert len(of_kind(records, Succeeded)) == 1


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
    begin(rig, checkout_bytes(rig.provider, ours, until=datetime.now(UTC) + rig.shortest_page()))
    for _ in range(40):
        [session] = rig.provider.look_up(ours)
        assert isinstance(session, CheckoutSession)
        if session.state == "expired":
            break
        time.sleep(0.1)
    assert session.state == "expired"
    assert rig.provider.fetch(session.object_id) in {session, None}  # a service may forget such a page


def test_a_setup_page_saves_an_instrument_and_takes_nothing(rig: Rig) -> None:
    ours = Ours(installation="courier", pledge=new_ours().payment)
    session = begin(rig, checkout_bytes(rig.provider, ours, amount=None))
    rig.pay(session)
    [page] = rig.provider.look_up(ours)
    assert isinstance(page, CheckoutSession)
    assert page.state == "complete"
    assert page.instrument is not None
    assert page.instrument.token


def test_completing_a_page_takes_nothing_that_was_not_approved_and_nothing_twice(rig: Rig) -> None:
    ours = new_ours()
    session = begin(rig, checkout_bytes(rig.provider, ours))
    assert rig.provider.complete_session(session.object_id, key="k-1" + ours.payment) == session
    rig.pay(session)
    [charge] = of_kind(rig.provider.look_up(ours), Succeeded)
    for n in range(2, 4):
        answer = rig.provider.complete_session(session.object_id, key=f"k-{n}{ours.payment}")
        assert answer == charge or (isinstance(answer, CheckoutSession) and answer.state == "complete")
    assert of_kind(rig.provider.look_up(ours), Succeeded) == [charge]


def test_a_page_that_was_expired_completes_nothing(rig: Rig) -> None:
    ours = new_ours()
    session = begin(rig, checkout_bytes(rig.provider, ours))
    ended = rig.provider.expire_session(session.object_id)
    assert rig.provider.complete_session(session.object_id, key="k-1" + ours.payment) == ended
    assert not of_kind(rig.provider.look_up(ours), Succeeded)


def test_a_page_that_does_not_exist_is_not_found(rig: Rig) -> None:
    assert isinstance(rig.provider.expire_session("cs_nothing"), Unknown)
    assert isinstance(rig.provider.complete_session("cs_nothing", key="0123456789"), Unknown)
    assert rig.provider.fetch("cs_nothing") is None
