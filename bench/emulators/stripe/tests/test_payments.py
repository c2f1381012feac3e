"""Pages, charges, declines, bank debits: as the official SDK sees them."""

import time

import httpx
import pytest
import stripe

from bench.emulators.stripe.testing import RunningStripe
from bench.emulators.stripe.tests.conftest import BACK, Open, charge, plain, refused, wait_for

WHOLE = ["payment_intent.latest_charge.balance_transaction", "payment_intent.payment_method", "line_items"]


def test_a_page_is_paid_and_leaves_a_customer_with_a_card(
    server: RunningStripe, sdk: stripe.StripeClient, open_session: Open
) -> None:
    session = open_session()
    assert (session.status, session.payment_status, session.payment_intent) == ("open", "unpaid", None)
    assert server.pay(str(session.url)) == BACK
    done = sdk.v1.checkout.sessions.retrieve(session.id, {"expand": WHOLE})
    intent = done.payment_intent
    assert isinstance(intent, stripe.PaymentIntent)
    assert (done.status, done.payment_status, done.url, intent.status) == ("complete", "paid", None, "succeeded")
    assert isinstance(intent.latest_charge, stripe.Charge)
    assert isinstance(intent.latest_charge.balance_transaction, stripe.BalanceTransaction)
    assert (intent.latest_charge.amount, intent.latest_charge.balance_transaction.fee) == (200, 36)
    assert isinstance(intent.payment_method, stripe.PaymentMethod)
    assert intent.payment_method.customer == done.customer == intent.customer
    assert done.line_items is not None
    assert [item.amount_total for item in done.line_items.data] == [200]
    assert plain(intent.latest_charge.metadata) == plain(intent.metadata) == plain(done.metadata)


def test_a_declined_card_leaves_the_page_open_and_a_charge_that_failed(
    server: RunningStripe, sdk: stripe.StripeClient, open_session: Open
) -> None:
    session = open_session()
    assert server.pay(str(session.url), "insufficient_funds") == ""
    seen = sdk.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert isinstance(seen.payment_intent, stripe.PaymentIntent)
    assert (seen.status, seen.payment_intent.status) == ("open", "requires_payment_method")
    assert seen.payment_intent.last_payment_error is not None
    assert seen.payment_intent.last_payment_error.decline_code == "insufficient_funds"
    assert server.pay(str(session.url)) == BACK
    charges = sdk.v1.charges.list({"payment_intent": seen.payment_intent.id})
    assert [one.status for one in charges.data] == ["succeeded", "failed"]


def test_a_challenge_is_confirmed_or_refused(
    server: RunningStripe, sdk: stripe.StripeClient, open_session: Open
) -> None:
    session = open_session()
    assert server.pay(str(session.url), "challenge", confirm=False) == ""
    [failed] = server.record("charge", **plain(session.metadata))
    assert failed["failure_code"] == "payment_intent_authentication_failure"
    assert server.pay(str(session.url), "challenge") == BACK


def test_a_page_that_is_over_takes_nothing(server: RunningStripe, sdk: stripe.StripeClient, open_session: Open) -> None:
    session = open_session()
    server.pay(str(session.url), "declined")
    assert sdk.v1.checkout.sessions.expire(session.id).status == "expired"
    assert httpx.get(str(session.url), trust_env=False).status_code == 410
    assert httpx.post(str(session.url), data={"method": "card", "number": "4242424242424242"}).status_code == 410
    over = sdk.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert isinstance(over.payment_intent, stripe.PaymentIntent)
    assert over.payment_intent.status == "canceled"
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.checkout.sessions.expire(session.id)


def test_a_page_ends_by_itself(server: RunningStripe, sdk: stripe.StripeClient, open_session: Open) -> None:
    session = open_session(expires_at=int(time.time()) + 1)
    wait_for(lambda: sdk.v1.checkout.sessions.retrieve(session.id).status == "expired")
    assert [one["type"] for one in server.record("event") if one["data"]["object"]["id"] == session.id] == [
        "checkout.session.expired"
    ]


@pytest.mark.parametrize(
    "wrong", [{"expires_at": 1}, {"mode": "subscription"}, {"success_url": None}, {"line_items": []}]
)
def test_a_page_that_can_not_be_is_refused(open_session: Open, wrong: dict[str, object]) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        open_session(**wrong)


def test_a_saved_card_is_charged_without_its_holder(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    intent = charge(sdk, server.backstage("saved"), metadata={"payment": "p1"})
    assert isinstance(intent.latest_charge, stripe.Charge)
    assert (intent.status, intent.latest_charge.status, plain(intent.latest_charge.metadata)) == (
        "succeeded", "succeeded", {"payment": "p1"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("card", "code", "decline_code"),
    [
        ("renewal_insufficient", "card_declined", "insufficient_funds"),
        ("renewal_lost", "card_declined", "lost_card"),
        ("renewal_authentication", "authentication_required", "authentication_required"),
        ("expired", "expired_card", None),
    ],
)
def test_a_decline_is_an_error_that_carries_what_was_recorded(
    server: RunningStripe, sdk: stripe.StripeClient, card: str, code: str, decline_code: str | None
) -> None:
    with pytest.raises(stripe.CardError) as caught:
        charge(sdk, server.backstage("saved", card=card))
    error = caught.value.error
    assert refused(caught.value) == (402, code)
    assert error is not None
    assert error.decline_code == decline_code
    assert error.payment_intent is not None
    assert error.charge is not None
    assert error.payment_intent.status == "requires_payment_method"
    assert sdk.v1.charges.retrieve(error.charge).status == "failed"


def test_a_detached_card_is_refused_for_ever(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved = server.backstage("saved")
    assert sdk.v1.payment_methods.detach(saved["id"]).customer is None
    for again in (lambda: charge(sdk, saved), lambda: sdk.v1.payment_methods.detach(saved["id"])):
        with pytest.raises(stripe.InvalidRequestError):
            again()
    assert sdk.v1.customers.payment_methods.list(saved["customer"]).data == []


def test_another_customers_card_is_refused(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    mine, theirs = server.backstage("saved"), server.backstage("saved")
    with pytest.raises(stripe.InvalidRequestError):
        charge(sdk, {**mine, "customer": theirs["customer"]})


def test_a_setup_saves_without_taking(server: RunningStripe, sdk: stripe.StripeClient, open_session: Open) -> None:
    session = open_session(
        mode="setup", currency="usd", line_items=None, payment_intent_data=None, customer_creation="always",
        setup_intent_data={"metadata": {"pledge": "one"}},
    )  # fmt: skip
    assert server.pay(str(session.url)) == BACK
    done = sdk.v1.checkout.sessions.retrieve(session.id, {"expand": ["setup_intent.payment_method"]})
    assert isinstance(done.setup_intent, stripe.SetupIntent)
    assert isinstance(done.setup_intent.payment_method, stripe.PaymentMethod)
    assert (done.setup_intent.status, plain(done.setup_intent.metadata)) == ("succeeded", {"pledge": "one"})
    assert done.setup_intent.payment_method.customer == done.customer
    assert charge(sdk, {"id": done.setup_intent.payment_method.id, "customer": done.customer}).status == "succeeded"


def test_a_bank_debit_takes_its_time(server: RunningStripe, sdk: stripe.StripeClient, open_session: Open) -> None:
    session = open_session(priced_in="eur")
    assert server.pay(str(session.url), iban="DE89370400440532013000") == BACK
    done = sdk.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert isinstance(done.payment_intent, stripe.PaymentIntent)
    assert isinstance(done.payment_intent.latest_charge, stripe.Charge)
    assert (done.status, done.payment_status, done.payment_intent.status) == ("complete", "unpaid", "processing")
    assert done.payment_intent.latest_charge.id.startswith("py_")
    wait_for(lambda: sdk.v1.checkout.sessions.retrieve(session.id).payment_status == "paid")
    saved = {"id": done.payment_intent.payment_method, "customer": done.customer}
    assert charge(sdk, saved, currency="eur").status == "processing"
    details = done.payment_intent.latest_charge.payment_method_details
    assert details is not None
    assert details.sepa_debit is not None
    assert sdk.v1.mandates.retrieve(str(details.sepa_debit.mandate)).status == "active"


def test_a_bank_debit_can_fail_later(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    intent = charge(sdk, server.backstage("saved", iban="DE62370400440532013001"), currency="eur")
    assert intent.status == "processing"
    wait_for(lambda: sdk.v1.payment_intents.retrieve(intent.id).status == "requires_payment_method")


def test_a_card_that_asks_is_confirmed_on_a_page_of_its_own(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved = server.backstage("saved", card="challenge")
    intent = charge(sdk, saved, off_session=None, return_url=BACK)
    assert intent.status == "requires_action"
    assert intent.next_action is not None
    assert intent.next_action.redirect_to_url is not None
    answer = httpx.post(str(intent.next_action.redirect_to_url.url), data={"answer": "approve"}, trust_env=False)
    assert answer.headers["location"] == f"{BACK}?payment_intent={intent.id}"
    assert sdk.v1.payment_intents.retrieve(intent.id).status == "succeeded"


@pytest.mark.parametrize(
    ("changes", "code"), [({"amount": 10}, "amount_too_small"), ({"amount": 10**9}, "amount_too_large")]
)
def test_amounts_have_bounds(
    server: RunningStripe, sdk: stripe.StripeClient, changes: dict[str, int], code: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        charge(sdk, server.backstage("saved"), **changes)
    assert refused(caught.value) == (400, code)
