"""Who takes the money at PayPal: we do, once, after the payer has agreed, and at no other moment."""

import json
import threading
from collections.abc import Callable

import pytest

from bench.emulators.paypal.testing import RunningPaypal
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Decline,
    Declined,
    Ours,
    Processing,
    Reason,
    Succeeded,
    Unknown,
)
from smallfavor.payments.providers.paypal.provider import PaypalProvider
from smallfavor.payments.tests.contract.rigs.base import charge_bytes, checkout_bytes, new_ours

Approve = Callable[..., CheckoutSession]


def taken(paypal: RunningPaypal) -> int:
    return len([line for line in paypal.record("moved") if line["code"] == "T0006"])


def test_looking_at_an_approved_page_takes_nothing(
    paypal: RunningPaypal, provider: PaypalProvider, approved: Approve
) -> None:
    page = approved()
    for found in (provider.fetch(page.object_id), *provider.look_up(new_ours(), page.object_id)):
        assert isinstance(found, CheckoutSession) and found.state == "approved"
    assert taken(paypal) == 0


def test_an_approved_page_is_captured_once_under_any_keys_and_at_once(
    paypal: RunningPaypal, provider: PaypalProvider, approved: Approve
) -> None:
    page, answers = approved(save=True), list[object]()

    def complete(key: str) -> None:
        answers.append(provider.complete_session(page.object_id, key=key))

    threads = [threading.Thread(target=complete, args=[f"key-{n % 2}"]) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken(paypal) == 1
    final = provider.complete_session(page.object_id, key="another")
    assert isinstance(final, Succeeded)
    assert final.instrument is not None
    assert all(answer == final or (isinstance(answer, Unknown) and not answer.look_up_only) for answer in answers)


@pytest.mark.parametrize(("what", "count"), [("lose_before", 0), ("lose_after", 1)])
def test_a_lost_answer_to_a_capture_is_unknown_and_the_next_one_tells(
    paypal: RunningPaypal, provider: PaypalProvider, approved: Approve, what: str, count: int
) -> None:
    page = approved()
    paypal.fault("sessions.complete", what)
    answer = provider.complete_session(page.object_id, key="key")
    assert isinstance(answer, Unknown) and answer.reason is Reason.CONNECTION
    assert taken(paypal) == count
    assert isinstance(provider.complete_session(page.object_id, key="key"), Succeeded)
    assert taken(paypal) == 1


@pytest.mark.parametrize(
    ("payer", "code", "hard"),
    [("declined", Decline.CARD_DECLINED, False), ("restricted", Decline.INSTRUMENT_GONE, True)],
)
def test_a_refused_capture_is_a_decline_under_our_key_and_takes_nothing(
    paypal: RunningPaypal, provider: PaypalProvider, approved: Approve, payer: str, code: Decline, hard: bool
) -> None:
    ours = new_ours()
    page = approved(payer, ours=ours)
    first = provider.complete_session(page.object_id, key="key-1")
    assert isinstance(first, Declined)
    assert (first.code, first.hard, first.final, first.ours) == (code, hard, True, ours)
    assert first.session_id == page.object_id
    again = provider.complete_session(page.object_id, key="key-1")
    assert isinstance(again, Declined) and again.object_id == first.object_id
    assert taken(paypal) == 0


@pytest.mark.parametrize(
    ("payer", "code", "hard"),
    [
        ("renewal_declined", Decline.CARD_DECLINED, False),
        ("renewal_authentication", Decline.AUTHENTICATION_REQUIRED, False),
        ("renewal_lost", Decline.INSTRUMENT_GONE, True),
    ],
)
def test_a_refused_renewal_is_a_decline_with_our_own_terms(
    provider: PaypalProvider, approved: Approve, payer: str, code: Decline, hard: bool
) -> None:
    page = approved(payer, save=True)
    charge = provider.complete_session(page.object_id, key="key")
    assert isinstance(charge, Succeeded) and charge.instrument is not None
    ours = new_ours(extra={"interval": "monthly"})
    answer = provider.charge(charge_bytes(provider, charge.instrument.token, ours), key=ours.payment)
    assert isinstance(answer, Declined)
    assert (answer.code, answer.hard, answer.ours, answer.session_id) == (code, hard, ours, "")


@pytest.mark.parametrize("status", [400, 403, 404, 409, 500])
def test_a_word_for_a_decline_with_another_status_is_none(
    paypal: RunningPaypal, provider: PaypalProvider, approved: Approve, status: int
) -> None:
    page = approved("declined")
    paypal.fault("sessions.complete", "status_after", status=status)
    assert isinstance(provider.complete_session(page.object_id, key="key"), Unknown)


def test_a_page_that_the_payer_left_is_open_and_takes_nothing(paypal: RunningPaypal, provider: PaypalProvider) -> None:
    ours = new_ours()
    page = provider.begin_checkout(checkout_bytes(provider, ours), key=ours.payment)
    assert isinstance(page, CheckoutSession)
    assert paypal.approve(page.url, answer="cancel").startswith("http://paper.example/support/?token=")
    assert provider.complete_session(page.object_id, key="key") == page
    assert taken(paypal) == 0


def test_a_page_that_we_closed_is_never_captured_though_its_payer_agrees_later(
    paypal: RunningPaypal, provider: PaypalProvider
) -> None:
    ours = new_ours()
    page = provider.begin_checkout(checkout_bytes(provider, ours), key=ours.payment)
    assert isinstance(page, CheckoutSession)
    closed = provider.expire_session(page.object_id)
    assert isinstance(closed, CheckoutSession) and closed.state == "expired"
    paypal.approve(page.url)
    answer = provider.complete_session(page.object_id, key="key")
    assert isinstance(answer, CheckoutSession) and answer.state == "expired"
    assert taken(paypal) == 0


def test_a_payment_from_a_bank_is_on_its_way_until_paypal_has_it(
    paypal: RunningPaypal, provider: PaypalProvider, approved: Approve
) -> None:
    ours = new_ours()
    page = approved("processing", ours=ours)
    first = provider.complete_session(page.object_id, key="key")
    assert isinstance(first, Processing)
    paypal.call("POST", f"/backstage/captures/{first.object_id.removeprefix('capture_')}", {"status": "DECLINED"})
    _, found = provider.look_up(ours, page.object_id)
    assert isinstance(found, Declined) and found.object_id == first.object_id


def test_an_invoice_that_was_paid_is_not_paid_again(paypal: RunningPaypal, provider: PaypalProvider) -> None:
    """The account's own guard, on top of ours: two attempts of one payment, both approved."""
    ours = new_ours()
    second = Ours(ours.installation, ours.payment, 2)
    pages = [provider.begin_checkout(checkout_bytes(provider, one), key=str(one.attempt)) for one in (ours, second)]
    for page in pages:
        assert isinstance(page, CheckoutSession)
        paypal.approve(page.url)
    answers = [provider.complete_session(page.object_id, key=page.object_id) for page in pages]  # type: ignore[union-attr]
    assert [type(answer) for answer in answers] == [Succeeded, Unknown]
    assert taken(paypal) == 1


def test_a_setup_page_saves_an_account_even_when_the_answer_is_lost(
    paypal: RunningPaypal, provider: PaypalProvider
) -> None:
    ours = Ours("courier", "", 1, new_ours().payment)
    page = provider.begin_checkout(checkout_bytes(provider, ours, amount=None), key="setup-key")
    assert isinstance(page, CheckoutSession)
    paypal.approve(page.url)
    paypal.fault("sessions.complete", "lose_after")
    assert isinstance(provider.complete_session(page.object_id, key="key"), Unknown)
    [found] = provider.look_up(ours, page.object_id)
    assert isinstance(found, CheckoutSession)
    assert (found.state, found.ours) == ("complete", ours)
    [token] = paypal.record("token")
    assert found.instrument is not None and found.instrument.token == token["id"]


def test_a_killed_paypal_has_captured_or_not_and_we_find_out(
    paypal: RunningPaypal, provider: PaypalProvider, approved: Approve
) -> None:
    page = approved()
    paypal.kill()
    assert isinstance(provider.complete_session(page.object_id, key="key"), Unknown)
    paypal.start()
    lost_token = provider.complete_session(page.object_id, key="key")
    assert isinstance(lost_token, Unknown) and not lost_token.opens_breaker
    assert isinstance(provider.complete_session(page.object_id, key="key"), Succeeded)
    assert taken(paypal) == 1
    assert json.dumps(paypal.record("order"))
