"""What Mollie is asked, as stored before anything is sent."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import ChargeRequest, CheckoutRequest, Ours, RefundRequest, RequestInvalid
from smallfavor.payments.providers.mollie.freezing import Terms, freeze_charge, freeze_checkout, freeze_refund
from smallfavor.payments.providers.mollie.methods import methods_of

OURS = Ours("courier", "6c2f6c1e-6f6e-4f6a-9d7a-0d7f3f7a1c11", 1)
ACCOUNT = {"methods": "card,ideal,sepa_debit", "mandate_by": "ideal,bancontact", "currencies": "EUR,USD,JPY"}
TERMS = Terms(methods_of(ACCOUNT), ("ideal", "bancontact"), "https://paper.example/payments/webhooks/mollie/mark/")
GIFT = CheckoutRequest(
    ours=OURS, mode="payment", amount=Money(1000, "EUR"), method="card", interval="once", description="Support",
    return_url="https://paper.example/support/pending/t/", cancel_url="https://paper.example/support/", language="nl",
    expires_at=datetime(2026, 12, 1, tzinfo=UTC),
)  # fmt: skip
CHARGE = ChargeRequest(OURS, Money(1000, "EUR"), "cst_a.mdt_b", "sepa_debit", "Support")


def asked(request: CheckoutRequest, terms: Terms = TERMS) -> dict:
    return json.loads(freeze_checkout(request, terms))


def test_a_gift_asks_for_a_page_and_no_customer() -> None:
    told = asked(GIFT)
    assert told["customer"] is None
    assert told["payment"] == {
        "amount": {"currency": "EUR", "value": "10.00"}, "cancelUrl": "https://paper.example/support/",
        "description": "Support", "locale": "nl_NL", "metadata": OURS.as_metadata(), "method": "creditcard",
        "redirectUrl": "https://paper.example/support/pending/t/", "sequenceType": "oneoff",
        "webhookUrl": "https://paper.example/payments/webhooks/mollie/mark/",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("method", "pages"), [("card", "creditcard"), ("ideal", "ideal"), ("sepa_debit", ["ideal", "bancontact"])]
)
def test_a_pledge_begins_with_a_first_payment_of_a_customer_without_a_name(method: str, pages: object) -> None:
    told = asked(replace(GIFT, method=method, interval="monthly", save_instrument=True))
    assert told["customer"] == {"metadata": OURS.as_metadata()}
    assert (told["payment"]["sequenceType"], told["payment"]["method"]) == ("first", pages)


def test_only_a_card_is_saved_without_taking_money() -> None:
    setup = replace(GIFT, mode="setup", amount=None, interval="monthly", method="ideal")
    told = asked(setup)["payment"]
    assert (told["amount"], told["method"]) == ({"currency": "EUR", "value": "0.00"}, "creditcard")
    without_cards = Terms(methods_of(ACCOUNT | {"methods": "ideal"}), ("ideal",))
    with pytest.raises(RequestInvalid):
        freeze_checkout(setup, without_cards)


def test_an_amount_has_exactly_the_decimals_of_its_currency() -> None:
    assert asked(replace(GIFT, amount=Money(300, "JPY")))["payment"]["amount"] == {"currency": "JPY", "value": "300"}
    assert asked(replace(GIFT, amount=Money(1005, "USD")))["payment"]["amount"]["value"] == "10.05"


def test_a_renewal_names_customer_and_mandate_and_no_person() -> None:
    told = json.loads(freeze_charge(CHARGE, TERMS))["payment"]
    assert (told["customerId"], told["mandateId"], told["sequenceType"]) == ("cst_a", "mdt_b", "recurring")
    assert "redirectUrl" not in told and "method" not in told


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "paypal"},
        {"method": "ideal", "amount": Money(1000, "USD")},
        {"method": "sepa_debit"},  # once: a bank debit needs a mandate first
        {"amount": Money(49, "EUR")},
        {"amount": Money(1_000_001, "EUR")},
        {"amount": Money(1000, "GBP")},  # no balance in pounds
        {"mode": "setup"},
        {"amount": None},
        {"ours": replace(OURS, extra={"terms": "x" * 1000})},
    ],
)
def test_what_the_account_does_not_take_is_refused_before_anything_is_sent(changes: dict) -> None:
    with pytest.raises(RequestInvalid):
        freeze_checkout(replace(GIFT, **changes), TERMS)


def test_nothing_is_refunded_by_nothing() -> None:
    with pytest.raises(RequestInvalid):
        freeze_refund(RefundRequest(OURS, "tr_a", Money(0, "EUR")))


def test_mollie_is_told_of_no_address_that_it_can_not_reach() -> None:
    assert "webhookUrl" not in asked(GIFT, replace(TERMS, webhook_url=""))["payment"]


def test_what_ideal_leaves_behind_can_be_charged_without_being_offered() -> None:
    methods = {method.code: method for method in methods_of(ACCOUNT | {"methods": "card,ideal"})}
    assert list(methods) == ["card", "ideal", "sepa_debit"]
    assert not methods["sepa_debit"].offered
    assert json.loads(freeze_charge(CHARGE, Terms(tuple(methods.values()), ("ideal",))))


def test_methods_are_known_where_their_banks_are() -> None:
    methods = {method.code: method for method in methods_of(ACCOUNT)}
    assert methods["ideal"].known_in("NL") and not methods["ideal"].known_in("FR")
    assert methods["sepa_debit"].known_in("BE") and not methods["sepa_debit"].known_in("AT")
    assert methods["card"].known_in("GE")
