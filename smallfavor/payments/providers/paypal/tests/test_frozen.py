"""What PayPal is sent, held against the models of its own SDK."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any, Literal

import pytest

from bench.emulators.paypal.shapes import check_request
from smallfavor.core.money import Money
from smallfavor.payments.providers.base import ChargeRequest, CheckoutRequest, Ours, RefundRequest, RequestInvalid
from smallfavor.payments.providers.paypal import frozen, reference

OURS = Ours("0f" * 16, str(uuid.UUID(int=7)), 1, str(uuid.UUID(int=8)), {"interval": "monthly", "appeal": "a" * 80})
EUR = Money(500, "EUR")


def checkout(
    *, mode: Literal["payment", "setup"] = "payment", amount: Money | None = EUR, save: bool = True, **changes: Any
) -> CheckoutRequest:
    return CheckoutRequest(
        ours=changes.pop("ours", OURS), mode=mode, amount=amount, method=changes.pop("method", "paypal"),
        interval="monthly", description="The Harbour Courier", return_url="https://paper.example/a/",
        cancel_url="https://paper.example/b/", language="en", expires_at=datetime(2026, 11, 30, tzinfo=UTC),
        save_instrument=save,
    )  # fmt: skip


def test_a_page_is_an_order_that_the_sdk_knows_and_keeps_the_account_for_the_merchant() -> None:
    body = json.loads(frozen.freeze_checkout(checkout()))
    check_request("order", body)
    vault = body["payment_source"]["paypal"]["attributes"]["vault"]
    assert (vault["store_in_vault"], vault["usage_type"]) == ("ON_SUCCESS", "MERCHANT")
    assert vault["permit_multiple_payment_tokens"] is True
    [unit] = body["purchase_units"]
    assert unit["invoice_id"] == OURS.payment
    assert len(unit["custom_id"]) <= 127 and len(unit["reference_id"]) <= 256
    more = unit["reference_id"].split(".", 2)[2]
    assert reference.read(unit["custom_id"], EUR, more) == OURS


def test_a_gift_keeps_no_account() -> None:
    body = json.loads(frozen.freeze_checkout(checkout(save=False)))
    check_request("order", body)
    assert "attributes" not in body["payment_source"]["paypal"]


def test_a_renewal_says_that_the_merchant_began_it_with_what_was_stored() -> None:
    request = ChargeRequest(OURS, EUR, "vlt1", "paypal", "The Harbour Courier")
    body = json.loads(frozen.freeze_charge(request))
    check_request("order", body)
    wallet = body["payment_source"]["paypal"]
    assert wallet["vault_id"] == "vlt1"
    assert wallet["stored_credential"]["payment_initiator"] == "MERCHANT"
    assert wallet["stored_credential"]["usage"] == "SUBSEQUENT"


def test_a_setup_page_is_a_setup_token_with_a_customer_of_its_own() -> None:
    body = json.loads(frozen.freeze_checkout(checkout(mode="setup", amount=None, ours=Ours("0f" * 16, "", 3, "p-1"))))
    check_request("setup_token", body)
    assert len(body["customer"]["merchant_customer_id"]) <= 64


def test_a_refund_names_its_capture_outside_of_the_body() -> None:
    asked = frozen.thaw_refund(frozen.freeze_refund(RefundRequest(OURS, "capture_3C679366HH908993F", EUR)))
    check_request("refund", json.loads(asked.body))
    assert asked.capture_id == "3C679366HH908993F"


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "card"}, {"amount": None}, {"mode": "setup"}, {"amount": Money(10, "EUR")},
        {"amount": Money(10**9, "EUR")}, {"amount": Money(500, "KWD")}, {"amount": Money(100_050, "HUF")},
        {"ours": Ours("x" * 200, "y", 1)},
    ],
)  # fmt: skip
def test_what_paypal_does_not_take_is_refused_before_anything_is_sent(changes: dict[str, Any]) -> None:
    with pytest.raises(RequestInvalid):
        frozen.freeze_checkout(checkout(**changes))


@pytest.mark.parametrize("charge_id", ["capture_../../x", "", "capture_", "capture_a b"])
def test_a_refund_of_something_strange_is_refused(charge_id: str) -> None:
    with pytest.raises(RequestInvalid):
        frozen.freeze_refund(RefundRequest(OURS, charge_id, EUR))
