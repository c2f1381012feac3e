"""Refunds, disputes, debits that come back, payouts and their parts."""

import pytest
import stripe

from bench.emulators.stripe.testing import RunningStripe
from bench.emulators.stripe.tests.conftest import charge, plain, refused, wait_for


def paid(server: RunningStripe, sdk: stripe.StripeClient, **changes: object) -> stripe.Charge:
    taken = charge(sdk, server.backstage("saved"), amount=1000, **changes).latest_charge
    assert isinstance(taken, stripe.Charge)
    return taken


def test_a_refund_is_never_more_than_was_taken(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    taken = paid(server, sdk)
    back = sdk.v1.refunds.create({"charge": taken.id, "amount": 400, "metadata": {"payment": "p"}})
    assert (back.status, back.amount, plain(back.metadata)) == ("succeeded", 400, {"payment": "p"})
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.refunds.create({"charge": taken.id, "amount": 601})
    assert sdk.v1.refunds.create({"payment_intent": str(taken.payment_intent)}).amount == 600
    with pytest.raises(stripe.InvalidRequestError) as caught:
        sdk.v1.refunds.create({"charge": taken.id})
    assert refused(caught.value) == (400, "charge_already_refunded")
    whole = sdk.v1.charges.retrieve(taken.id, {"expand": ["refunds"]})
    assert whole.refunded
    assert whole.refunds is not None
    assert [one.amount for one in whole.refunds.data] == [600, 400]


def test_a_dispute_takes_the_money_and_a_fee_until_it_is_won(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    taken = paid(server, sdk)
    dispute = sdk.v1.disputes.retrieve(server.backstage("disputes", charge=taken.id)["id"])
    assert (dispute.status, dispute.charge) == ("needs_response", taken.id)
    assert [(line.amount, line.fee) for line in dispute.balance_transactions] == [(-1000, 1500)]
    assert dispute.evidence_details.due_by is not None
    with pytest.raises(stripe.InvalidRequestError) as caught:
        sdk.v1.refunds.create({"charge": taken.id})
    assert refused(caught.value) == (400, "charge_disputed")
    server.backstage(f"disputes/{dispute.id}/close", outcome="won")
    won = sdk.v1.disputes.retrieve(dispute.id)
    assert (won.status, [line.net for line in won.balance_transactions]) == ("won", [-2500, 2500])


def test_a_debit_that_comes_back_is_a_dispute_that_is_lost(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    intent = charge(sdk, server.backstage("saved", iban="DE89370400440532013000"), currency="eur")
    wait_for(lambda: sdk.v1.payment_intents.retrieve(intent.id).status == "succeeded")
    assert isinstance(intent.latest_charge, stripe.Charge)
    returned = server.backstage("disputes", charge=intent.latest_charge.id, reason="insufficient_funds")
    assert (returned["status"], returned["reason"]) == ("lost", "insufficient_funds")


def test_the_parts_of_a_payout_add_up(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    server.forget()
    taken = paid(server, sdk)
    sdk.v1.refunds.create({"charge": taken.id, "amount": 100})
    server.backstage("adjustments", currency="usd", amount=-25)
    payout = sdk.v1.payouts.retrieve(server.backstage("payouts", currency="usd")["id"])
    lines = list(
        sdk.v1.balance_transactions.list({"payout": payout.id, "expand": ["data.source.charge"]}).auto_paging_iter()
    )
    assert sum(line.net for line in lines) == 0
    assert [(line.type, line.net) for line in lines] == [
        ("payout", -payout.amount), ("stripe_fee", -25), ("refund", -100), ("charge", 941),
    ]  # fmt: skip
    refund = lines[2].source
    assert isinstance(refund, stripe.Refund)
    assert isinstance(refund.charge, stripe.Charge)


def test_a_failed_payout_is_a_part_of_the_next(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    server.forget()
    paid(server, sdk)
    first = server.backstage("payouts", currency="usd")
    server.backstage(f"payouts/{first['id']}/close", outcome="failed")
    assert sdk.v1.payouts.retrieve(first["id"]).status == "failed"
    second = server.backstage("payouts", currency="usd")
    lines = sdk.v1.balance_transactions.list({"payout": second["id"]}).data
    amount = first["amount"]
    assert [(line.type, line.net) for line in lines] == [("payout", -amount), ("payout_failure", amount)]


def test_a_replaced_card_is_told_and_charged_as_before(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved = server.backstage("saved")
    server.backstage(f"payment_methods/{saved['id']}/replace", last4="1111", exp_year=2040, exp_month=3)
    card = sdk.v1.payment_methods.retrieve(saved["id"]).card
    assert card is not None
    assert (card.last4, card.exp_year) == ("1111", 2040)
    assert charge(sdk, saved).status == "succeeded"
    assert server.record("event")[-1]["type"].startswith(("charge", "payment_intent"))
    assert any(one["type"] == "payment_method.automatically_updated" for one in server.record("event"))
