"""Stripe's answers in the contract's words, and what can't be read."""

from typing import Any

import pytest

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Decline,
    Declined,
    Disputed,
    InstrumentUpdated,
    Processing,
    Refunded,
    Returned,
    Succeeded,
)
from smallfavor.payments.providers.stripe.declines import read_decline
from smallfavor.payments.providers.stripe.fields import Unreadable
from smallfavor.payments.providers.stripe.records import read_failure, read_record
from smallfavor.payments.tests.stripe import bodies


def test_money_goes_by_its_charge_with_the_fee_that_stripe_kept() -> None:
    found = read_record(bodies.intent())
    assert isinstance(found, Succeeded)
    assert (found.object_id, found.amount, found.fee) == ("ch_1", Money(200, "USD"), Money(36, "USD"))
    assert found.ours is not None and found.ours.payment == bodies.OURS["payment"]
    assert found.instrument is None


def test_a_fee_in_another_currency_is_not_known() -> None:
    found = read_record(bodies.charge(balance_transaction=bodies.moved(180, 30, currency="eur")))
    assert isinstance(found, Succeeded) and found.fee is None


def test_a_card_is_saved_only_when_the_page_was_to_save_it() -> None:
    saving = bodies.intent(setup_future_usage="off_session")
    found = read_record(bodies.charge(payment_intent=saving))
    assert isinstance(found, Succeeded) and found.instrument is not None
    assert found.instrument.token == "cus_1:pm_1:card"
    assert (found.instrument.label, found.instrument.expires) == ("Visa •••• 4242", (2034, 12))


def test_ideal_leaves_a_mandate_for_later_debits() -> None:
    details = {"type": "ideal", "ideal": {"generated_sepa_debit": "pm_9", "iban_last4": "1234"}}
    saving = bodies.intent(setup_future_usage="off_session")
    found = read_record(bodies.charge(payment_intent=saving, payment_method_details=details))
    assert isinstance(found, Succeeded) and found.instrument is not None
    assert (found.instrument.token, found.instrument.method) == ("cus_1:pm_9:sepa_debit", "sepa_debit")


def test_an_authorisation_that_nobody_captured_is_no_money() -> None:
    assert read_record(bodies.charge(captured=False, amount_captured=0)) is None


@pytest.mark.parametrize(
    ("code", "reason", "advice", "told", "hard"),
    [
        ("card_declined", "insufficient_funds", "", Decline.INSUFFICIENT_FUNDS, False),
        ("card_declined", "generic_decline", "", Decline.CARD_DECLINED, False),
        ("card_declined", "generic_decline", "do_not_try_again", Decline.CARD_DECLINED, True),
        ("card_declined", "lost_card", "", Decline.INSTRUMENT_GONE, True),
        ("card_declined", "highest_risk_level", "", Decline.CARD_DECLINED, False),
        ("expired_card", "", "", Decline.EXPIRED_CARD, True),
        ("expired_card", "generic_decline", "", Decline.EXPIRED_CARD, True),
        ("incorrect_cvc", "incorrect_cvc", "", Decline.INCORRECT_DETAILS, False),
        ("incorrect_number", "", "", Decline.INCORRECT_DETAILS, True),
        ("authentication_required", "authentication_required", "", Decline.AUTHENTICATION_REQUIRED, False),
        ("payment_intent_authentication_failure", "", "", Decline.AUTHENTICATION_FAILED, False),
        ("processing_error", "", "", Decline.PROCESSING_ERROR, False),
        ("a_new_word", "", "", Decline.CARD_DECLINED, False),
        ("", "", "", Decline.CARD_DECLINED, False),
    ],
)
def test_declines_are_told_in_our_words(code: str, reason: str, advice: str, told: Decline, hard: bool) -> None:
    assert read_decline(reason, code, advice)[:2] == (told, hard)
    found = read_record(bodies.failed(code, reason, advice))
    assert isinstance(found, Declined)
    assert (found.code, found.hard, found.final) == (told, hard, True)


def test_a_decline_on_a_page_is_not_the_end() -> None:
    found = read_record(bodies.failed("card_declined", metadata=bodies.ON_PAGE), "cs_1")
    assert isinstance(found, Declined)
    assert (found.final, found.session_id) == (False, "cs_1")


def test_a_debit_that_failed_ends_the_page_that_it_was_begun_on() -> None:
    found = read_record(
        bodies.failed("insufficient_funds", metadata=bodies.ON_PAGE, payment_method_details=bodies.DEBIT)
    )
    assert isinstance(found, Declined)
    assert (found.code, found.final) == (Decline.INSUFFICIENT_FUNDS, True)


def test_a_decline_without_a_charge_goes_by_its_intent() -> None:
    asked = {"code": "authentication_required", "decline_code": "authentication_required", "charge": None}
    body = bodies.intent(status="requires_payment_method", latest_charge=None, last_payment_error=asked)
    found = read_record(body)
    assert isinstance(found, Declined)
    assert (found.object_id, found.code, found.hard) == ("pi_1", Decline.AUTHENTICATION_REQUIRED, False)


@pytest.mark.parametrize("status", ["requires_action", "processing", "requires_confirmation", "succeeded"])
def test_an_intent_that_has_come_to_nothing_yet_is_no_decline(status: str) -> None:
    error = {"code": "card_declined", "charge": "ch_0"}
    assert read_failure(bodies.intent(status=status, latest_charge=None, last_payment_error=error)) is None


def test_a_debit_is_on_its_way_for_days_under_the_same_name() -> None:
    pending = bodies.charge(id="py_1", status="pending", captured=False, payment_method_details=bodies.DEBIT)
    first, later = read_record(pending), read_record({**pending, "status": "succeeded", "captured": True})
    assert isinstance(first, Processing) and isinstance(later, Succeeded)
    assert (first.object_id, later.object_id, later.method) == ("py_1", "py_1", "sepa_debit")


def test_pages_tell_what_became_of_them() -> None:
    page = read_record(bodies.session())
    assert isinstance(page, CheckoutSession) and page.state == "open" and page.instrument is None
    done = read_record(bodies.session(status="complete", url=None, setup_intent=bodies.setup()))
    assert isinstance(done, CheckoutSession) and done.instrument is not None
    assert (done.url, done.instrument.token) == ("", "cus_1:pm_1:card")


@pytest.mark.parametrize(
    ("changes", "is_money"),
    [
        ({}, True),
        ({"status": "pending"}, True),
        ({"status": "failed"}, False),
        ({"status": "canceled"}, False),
        ({"status": "requires_action", "balance_transaction": None}, False),
        ({"status": "requires_action"}, True),
    ],
)
def test_refunds_count_from_the_moment_that_the_balance_pays_them(changes: dict[str, Any], is_money: bool) -> None:
    found = read_record(bodies.refund(**changes))
    assert isinstance(found, Refunded) == is_money


def test_a_refund_made_in_the_dashboard_is_its_charges() -> None:
    found = read_record(bodies.refund(metadata={}))
    assert isinstance(found, Refunded)
    assert found.ours is not None and found.charge_id == "ch_1"


def test_a_bank_that_only_asks_has_taken_nothing() -> None:
    assert read_record(bodies.dispute(status="warning_needs_response", balance_transactions=[])) is None


def test_a_dispute_tells_its_fee_and_its_win() -> None:
    found = read_record(bodies.dispute())
    assert isinstance(found, Disputed)
    assert (found.state, found.fee, found.fee_returned) == ("open", Money(1500, "USD"), None)
    withdrawn = bodies.dispute()["balance_transactions"][0]
    back = bodies.moved(200, -1500, type="adjustment")
    won = read_record(bodies.dispute(status="won", balance_transactions=[withdrawn, back]))
    assert isinstance(won, Disputed)
    assert (won.state, won.fee, won.fee_returned) == ("won", Money(1500, "USD"), Money(1500, "USD"))


def test_a_win_is_told_with_its_money_and_not_before() -> None:
    found = read_record(bodies.dispute(status="won"))
    assert isinstance(found, Disputed) and found.state == "open"


@pytest.mark.parametrize(
    ("reason", "code", "hard"),
    [
        ("insufficient_funds", Decline.INSUFFICIENT_FUNDS, False),
        ("incorrect_account_details", Decline.INSTRUMENT_GONE, True),
        ("debit_not_authorized", Decline.INSTRUMENT_GONE, True),
        ("customer_initiated", Decline.CARD_DECLINED, False),
        ("general", Decline.OTHER, False),
    ],
)
def test_a_debit_that_comes_back_is_final(reason: str, code: Decline, hard: bool) -> None:
    debit = bodies.charge(id="py_1", payment_method_details=bodies.DEBIT)
    found = read_record(bodies.dispute(id="du_1", charge=debit, status="lost", reason=reason))
    assert isinstance(found, Returned)
    assert (found.charge_id, found.code, found.hard, found.fee) == ("py_1", code, hard, Money(1500, "USD"))


def test_a_card_that_its_bank_replaced_is_told_by_its_token() -> None:
    newer = {**bodies.CARD["card"], "last4": "1881", "exp_year": 2039}
    found = read_record(bodies.payment_method(card=newer))
    assert isinstance(found, InstrumentUpdated)
    assert (found.object_id, found.instrument.label) == ("cus_1:pm_1:card", "Visa •••• 1881")
    assert read_record(bodies.payment_method(customer=None)) is None


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"object": "charge"},
        bodies.charge(amount=-1),
        bodies.charge(amount=2.0),
        bodies.charge(amount=True),
        bodies.charge(currency="dollars"),
        bodies.charge(currency=None),
        bodies.charge(created="now"),
        bodies.charge(created=10**18),
        bodies.charge(status="great"),
        bodies.charge(id=""),
        bodies.charge(id="c" * 201),
        bodies.charge(balance_transaction={**bodies.moved(), "fee": "36"}),
        bodies.charge(payment_method_details={"type": 4}),
        bodies.session(status="closed"),
        bodies.session(expires_at=None),
        bodies.dispute(balance_transactions=None),
        bodies.dispute(balance_transactions=["txn_1"]),
        bodies.refund(amount=0),
    ],
)  # fmt: skip
def test_what_cant_be_read_is_never_guessed(body: Any) -> None:
    with pytest.raises(Unreadable):
        read_record(body)


def test_what_says_nothing_about_money_is_passed_over() -> None:
    assert read_record({"object": "customer", "id": "cus_1"}) is None
