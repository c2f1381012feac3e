"""Holds every request and every answer against the models of PayPal's own SDK, while it runs.

A name that the SDK does not know, a missing one that it needs, or a word outside of its enumerations is refused: in a
request as PayPal would, in an answer as a fault of this emulator.
"""

from collections.abc import Iterator
from typing import Any

from paypalserversdk.api_helper import APIHelper
from paypalserversdk.models.capture_status import CaptureStatus
from paypalserversdk.models.captured_payment import CapturedPayment
from paypalserversdk.models.checkout_payment_intent import CheckoutPaymentIntent
from paypalserversdk.models.customer_vault_payment_tokens_response import CustomerVaultPaymentTokensResponse
from paypalserversdk.models.order import Order
from paypalserversdk.models.order_request import OrderRequest
from paypalserversdk.models.order_status import OrderStatus
from paypalserversdk.models.payment_initiator import PaymentInitiator
from paypalserversdk.models.payment_token_request import PaymentTokenRequest
from paypalserversdk.models.payment_token_response import PaymentTokenResponse
from paypalserversdk.models.payment_token_status import PaymentTokenStatus
from paypalserversdk.models.paypal_experience_user_action import PaypalExperienceUserAction
from paypalserversdk.models.paypal_payment_token_usage_type import PaypalPaymentTokenUsageType
from paypalserversdk.models.paypal_reference_id_type import PaypalReferenceIdType
from paypalserversdk.models.paypal_wallet_context_shipping_preference import PaypalWalletContextShippingPreference
from paypalserversdk.models.paypal_wallet_vault_status import PaypalWalletVaultStatus
from paypalserversdk.models.refund import Refund
from paypalserversdk.models.refund_request import RefundRequest
from paypalserversdk.models.refund_status import RefundStatus
from paypalserversdk.models.search_response import SearchResponse
from paypalserversdk.models.setup_token_request import SetupTokenRequest
from paypalserversdk.models.setup_token_response import SetupTokenResponse
from paypalserversdk.models.store_in_vault_instruction import StoreInVaultInstruction
from paypalserversdk.models.stored_payment_source_usage_type import StoredPaymentSourceUsageType
from paypalserversdk.models.usage_pattern import UsagePattern

REQUESTS = {
    "order": OrderRequest,
    "refund": RefundRequest,
    "setup_token": SetupTokenRequest,
    "payment_token": PaymentTokenRequest,
}
ANSWERS = {
    "order": Order,
    "capture": CapturedPayment,
    "refund": Refund,
    "setup_token": SetupTokenResponse,
    "payment_token": PaymentTokenResponse,
    "payment_tokens": CustomerVaultPaymentTokensResponse,
    "transactions": SearchResponse,
}
WORDS = {
    "intent": CheckoutPaymentIntent,
    "usage_type": PaypalPaymentTokenUsageType,
    "usage_pattern": UsagePattern,
    "payment_initiator": PaymentInitiator,
    "usage": StoredPaymentSourceUsageType,
    "store_in_vault": StoreInVaultInstruction,
    "shipping_preference": PaypalWalletContextShippingPreference,
    "user_action": PaypalExperienceUserAction,
    "paypal_reference_id_type": PaypalReferenceIdType,
}
STATUSES = {
    "order": OrderStatus,
    "capture": CaptureStatus,
    "refund": RefundStatus,
    "setup_token": PaymentTokenStatus,
    "captures": CaptureStatus,
    "refunds": RefundStatus,
    "vault": PaypalWalletVaultStatus,
}


class ShapeWrong(Exception):
    """Raised when something is not what the SDK's model says."""


def check_request(kind: str, body: Any) -> None:
    """Raises ShapeWrong."""
    _check(REQUESTS[kind], body)


def check_answer(kind: str, body: Any) -> None:
    """Raises ShapeWrong."""
    _check(ANSWERS[kind], body)
    for path, status in _statuses(body, kind):
        if status not in _words(STATUSES[path]):
            raise ShapeWrong(f"status {status} of {path}")


def _check(model: Any, body: Any) -> None:
    try:
        # What the model reads and writes again is what it knows.
        known = APIHelper.to_dictionary(model.from_dictionary(body))
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise ShapeWrong(f"{model.__name__}: {str(error)[:100]}") from error
    strange = list(_differences(body, known, model.__name__))
    if strange:
        raise ShapeWrong(", ".join(strange)[:300])


def _differences(given: Any, known: Any, path: str) -> Iterator[str]:
    if isinstance(given, dict) and isinstance(known, dict):
        for name, value in given.items():
            if name not in known and value:  # the SDK drops an empty list and a zero
                yield f"{path}.{name} is not known"
            elif name in WORDS and value not in _words(WORDS[name]):
                yield f"{path}.{name} can't be {value}"
            elif name in known:
                yield from _differences(value, known[name], f"{path}.{name}")
    elif isinstance(given, list) and isinstance(known, list) and len(given) == len(known):
        for number, (one, other) in enumerate(zip(given, known, strict=True)):
            yield from _differences(one, other, f"{path}[{number}]")
    elif given != known:
        yield f"{path} is read as something else"


def _statuses(body: Any, kind: str) -> Iterator[tuple[str, str]]:
    if isinstance(body, list):
        for one in body:
            yield from _statuses(one, kind)
    elif isinstance(body, dict):
        if kind in STATUSES and "status" in body:
            yield kind, body["status"]
        for name, value in body.items():
            yield from _statuses(value, name)


def _words(enumeration: Any) -> set[str]:
    return {value for name, value in vars(enumeration).items() if name.isupper() and isinstance(value, str)}
