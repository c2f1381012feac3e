"""Requests turned into the bytes that PayPal gets, and which are stored before anything is sent. Pure.

The shapes are PayPal's own (OrderRequest, SetupTokenRequest, RefundRequest); tests hold them against its SDK's models.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import ChargeRequest, CheckoutRequest, RefundRequest, RequestInvalid
from smallfavor.payments.providers.paypal import amounts, reference

METHOD = "paypal"
PAGE, RENEWAL = "page", "renewal"  # what an order of ours is for, the first word of its reference_id
LONGEST_DESCRIPTION = 127
LONGEST_REFERENCE = 256
LONGEST_CUSTOMER = 64
_CUSTOMER = re.compile(r"[0-9a-zA-Z\-_.^*$@#]+")
_CAPTURE = re.compile(r"[A-Z0-9]{10,32}")


@dataclass(frozen=True)
class Refunding:
    """A frozen refund: what of, and the bytes of the body."""

    capture_id: str
    body: bytes


def freeze_checkout(request: CheckoutRequest) -> bytes:
    """Raises RequestInvalid."""
    if request.method != METHOD:
        raise RequestInvalid(f"PayPal takes no {request.method}")
    if (request.amount is None) != (request.mode == "setup"):
        raise RequestInvalid("a payment has an amount, a setup has none")
    return _bytes(_setup(request) if request.amount is None else _page(request, request.amount))


def freeze_charge(request: ChargeRequest) -> bytes:
    """Raises RequestInvalid."""
    if request.method != METHOD:
        raise RequestInvalid(f"PayPal takes no {request.method}")
    unit = _unit(RENEWAL, request.ours, request.amount, request.description)
    stored = {"payment_initiator": "MERCHANT", "usage": "SUBSEQUENT", "usage_pattern": "SUBSCRIPTION_PREPAID"}
    return _bytes(
        {
            "intent": "CAPTURE",
            "purchase_units": [unit],
            "payment_source": {"paypal": {"vault_id": request.instrument, "stored_credential": stored}},
        }
    )


def freeze_refund(request: RefundRequest) -> bytes:
    """Raises RequestInvalid."""
    capture_id = request.charge_id.removeprefix("capture_")
    if request.amount.minor <= 0 or not _CAPTURE.fullmatch(capture_id):
        raise RequestInvalid("a refund is a positive amount of a capture")
    custom_id, _ = reference.write(request.ours, request.amount)
    return f"{capture_id}\n".encode() + _bytes({"amount": amounts.written(request.amount), "custom_id": custom_id})


def thaw_refund(frozen: bytes) -> Refunding:
    capture_id, _, body = frozen.partition(b"\n")
    return Refunding(capture_id.decode(), body)


def is_setup(body: Mapping[str, Any]) -> bool:
    return "purchase_units" not in body


def _page(request: CheckoutRequest, amount: Money) -> dict[str, Any]:
    wallet: dict[str, Any] = {
        "experience_context": {
            "brand_name": request.description[:LONGEST_DESCRIPTION],
            "locale": request.language,
            "shipping_preference": "NO_SHIPPING",
            "user_action": "PAY_NOW",
            "return_url": request.return_url,
            "cancel_url": request.cancel_url,
        }
    }
    if request.save_instrument:
        # A token of its own for each pledge: ending one must not end another of the same payer.
        wallet["attributes"] = {
            "vault": {
                "store_in_vault": "ON_SUCCESS",
                "usage_type": "MERCHANT",
                "usage_pattern": "SUBSCRIPTION_PREPAID",
                "permit_multiple_payment_tokens": True,
            }
        }
    until = f"{PAGE}.{reference.write_moment(request.expires_at)}"
    return {
        "intent": "CAPTURE",
        "purchase_units": [_unit(until, request.ours, amount, request.description)],
        "payment_source": {"paypal": wallet},
    }


def _unit(what: str, ours: Any, amount: Money, description: str) -> dict[str, Any]:
    if not amounts.MINIMUM_MINOR.get(amount.currency, amount.minor + 1) <= amount.minor <= amounts.MAXIMUM_MINOR:
        raise RequestInvalid("PayPal does not take this amount, or this currency")
    custom_id, left = reference.write(ours, amount)
    return {
        "reference_id": f"{what}{left}"[:LONGEST_REFERENCE],
        "amount": amounts.written(amount),
        "custom_id": custom_id,
        # An account that refuses a second payment of one invoice, as new ones do, takes no payment of ours twice.
        "invoice_id": ours.payment,
        "description": description[:LONGEST_DESCRIPTION],
    }


def _setup(request: CheckoutRequest) -> dict[str, Any]:
    until = reference.write_moment(request.expires_at)
    name, _ = reference.write(request.ours, None, longest=LONGEST_CUSTOMER - len(until) - 1)
    customer = f"{until}*{name}"
    if not _CUSTOMER.fullmatch(customer):
        raise RequestInvalid("PayPal does not take the name of this page")
    return {
        "customer": {"merchant_customer_id": customer},
        "payment_source": {
            "paypal": {
                "usage_type": "MERCHANT",
                "usage_pattern": "SUBSCRIPTION_PREPAID",
                "permit_multiple_payment_tokens": True,
                "experience_context": {
                    "brand_name": request.description[:LONGEST_DESCRIPTION],
                    "locale": request.language,
                    "shipping_preference": "NO_SHIPPING",
                    "return_url": request.return_url,
                    "cancel_url": request.cancel_url,
                },
            }
        },
    }


def _bytes(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
