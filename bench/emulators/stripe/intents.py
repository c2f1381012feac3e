"""PaymentIntents: created, confirmed without the payer or with them, canceled."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from stripe.params import (
    PaymentIntentCancelParams,
    PaymentIntentConfirmParams,
    PaymentIntentCreateParams,
    PaymentIntentUpdateParams,
)

from bench.emulators.stripe.banks import is_card
from bench.emulators.stripe.charges import Circumstances, take
from bench.emulators.stripe.known import only, with_metadata
from bench.emulators.stripe.methods import attach, check_usable
from bench.emulators.stripe.refusals import Refused, invalid
from bench.emulators.stripe.settings import Settings
from bench.emulators.stripe.shapes import Wire
from bench.emulators.stripe.store import Books
from sandbox_processor.cards import card_named
from sandbox_processor.tariff import MAXIMUM_MINOR, MINIMUM_MINOR

THREE_DECIMALS = {"BHD", "JOD", "KWD", "OMR", "TND"}
EUROS_ONLY = {"sepa_debit", "ideal"}
ANSWERED = {"requires_payment_method", "requires_confirmation", "requires_action"}


def check_amount(amount: int, currency: str, *, param: str = "amount") -> None:
    """Raises Refused for a currency that we do not take, for too little and for too much."""
    upper = currency.upper()
    if currency != currency.lower() or upper not in MINIMUM_MINOR:
        raise invalid(f"Invalid currency: {currency[:10]}.", param="currency")
    if amount < MINIMUM_MINOR[upper]:
        raise invalid(
            f"The amount must be at least {MINIMUM_MINOR[upper]} in {currency}.", param=param, code="amount_too_small"
        )
    if amount > MAXIMUM_MINOR:
        raise invalid(f"The amount must be no more than {MAXIMUM_MINOR}.", param=param, code="amount_too_large")
    if upper in THREE_DECIMALS and amount % 10:
        raise invalid("Amounts in a currency of three decimals end in a zero.", param=param)


def method_types(settings: Settings, currency: str, params: Mapping[str, Any]) -> list[str]:
    """What the account has switched on, in this currency, as the call narrows it. Raises Refused for nothing."""
    allowed, excluded = params.get("allowed_payment_method_types"), params.get("excluded_payment_method_types", [])
    fitting = [
        kind
        for kind in settings.methods
        if (currency == "eur" or kind not in EUROS_ONLY)
        and (allowed is None or kind in allowed)
        and kind not in excluded
    ]
    if not fitting:
        raise invalid("No valid payment method types for this request: activate one that fits the currency.")
    return fitting


def create_intent(books: Books, params: PaymentIntentCreateParams, settings: Settings) -> Wire:
    """Raises Refused; a decline among it, which is recorded all the same."""
    only(
        params, "amount", "currency", "allowed_payment_method_types", "excluded_payment_method_types",
        "automatic_payment_methods", "confirm", "customer", "description", "error_on_requires_action", "mandate",
        "metadata", "off_session", "payment_method", "return_url", "setup_future_usage", "capture_method",
        "statement_descriptor_suffix",
    )  # fmt: skip
    check_amount(params["amount"], params["currency"])
    if params.get("customer"):
        books.existing("customer", params["customer"], param="customer")
    if params.get("off_session") and not params.get("confirm"):
        raise invalid("`off_session` can only be used with `confirm`.", param="off_session")
    intent = new_intent(
        books, params["amount"], params["currency"], method_types(settings, params["currency"], params),
        automatic_payment_methods=params.get("automatic_payment_methods")
        or {"allow_redirects": "always", "enabled": True},
        customer=params.get("customer"), description=params.get("description"), metadata=with_metadata({}, params),
        setup_future_usage=params.get("setup_future_usage"), payment_method=params.get("payment_method"),
        statement_descriptor_suffix=params.get("statement_descriptor_suffix"),
    )  # fmt: skip
    method = _method_meant(books, intent) if params.get("payment_method") else None
    intent["status"] = "requires_confirmation" if method else "requires_payment_method"
    if params.get("confirm") and method is None:
        raise invalid("You cannot confirm this PaymentIntent because it's missing a payment method.",
                      code="payment_intent_unexpected_state")  # fmt: skip
    books.add(intent)
    books.emit("payment_intent.created", intent)
    if params.get("confirm") and method is not None:
        return _confirm(books, intent, method, params, settings)
    return intent


def new_intent(books: Books, amount: int, currency: str, kinds: list[str], **known: Any) -> Wire:
    """One that nobody has confirmed yet; not kept."""
    intent_id = books.new_id("pi")
    return {
        "id": intent_id, "object": "payment_intent", "amount": amount, "amount_capturable": 0, "amount_details": {},
        "amount_received": 0, "application": None, "application_fee_amount": None, "automatic_payment_methods": None,
        "canceled_at": None, "cancellation_reason": None, "capture_method": "automatic_async",
        "client_secret": f"{intent_id}_secret_{books.new_id('x')[2:]}", "confirmation_method": "automatic",
        "created": books.now_s, "currency": currency, "customer": None, "description": None,
        "last_payment_error": None, "latest_charge": None, "livemode": False, "metadata": {}, "next_action": None,
        "on_behalf_of": None, "payment_method": None, "payment_method_options": {}, "payment_method_types": kinds,
        "processing": None, "receipt_email": None, "review": None, "setup_future_usage": None, "shipping": None,
        "source": None, "statement_descriptor": None, "statement_descriptor_suffix": None,
        "status": "requires_payment_method", "transfer_data": None, "transfer_group": None, **known,
    }  # fmt: skip


def confirm_intent(books: Books, intent_id: str, params: PaymentIntentConfirmParams, settings: Settings) -> Wire:
    """Raises Refused."""
    only(params, "payment_method", "off_session", "return_url", "error_on_requires_action", "mandate")
    intent = books.existing("payment_intent", intent_id)
    _check_open(books, intent)
    if params.get("payment_method"):
        intent["payment_method"] = params["payment_method"]
    if not intent["payment_method"]:
        raise invalid("You cannot confirm this PaymentIntent because it's missing a payment method.",
                      code="payment_intent_unexpected_state")  # fmt: skip
    return _confirm(books, intent, _method_meant(books, intent), params, settings)


def cancel_intent(books: Books, intent_id: str, params: PaymentIntentCancelParams) -> Wire:
    """Raises Refused where its page is open, or it has ended."""
    only(params, "cancellation_reason")
    intent = books.existing("payment_intent", intent_id)
    _check_open(books, intent)
    return cancel(books, intent, params.get("cancellation_reason"))


def cancel(books: Books, intent: Wire, reason: str | None) -> Wire:
    intent |= {"status": "canceled", "canceled_at": books.now_s, "cancellation_reason": reason, "next_action": None}
    books.save(intent)
    books.emit("payment_intent.canceled", intent)
    return intent


def update_intent(books: Books, intent_id: str, params: PaymentIntentUpdateParams) -> Wire:
    only(params, "metadata", "description")
    intent = books.existing("payment_intent", intent_id)
    intent["metadata"] = with_metadata(intent["metadata"], params)
    if "description" in params:
        intent["description"] = params["description"]
    return books.save(intent)


def answer_challenge(books: Books, intent_id: str, *, approved: bool, settings: Settings) -> Wire:
    """The payer has answered their bank's question on the page of a confirmation. Raises Refused."""
    intent = books.existing("payment_intent", intent_id)
    if intent["status"] != "requires_action":
        raise invalid("There is nothing to confirm.", code="payment_intent_unexpected_state")
    method = books.existing("payment_method", intent["payment_method"])
    take(books, intent, method, Circumstances(denied=not approved, sepa_s=settings.sepa_s))
    return intent


def _confirm(books: Books, intent: Wire, method: Wire, params: Mapping[str, Any], settings: Settings) -> Wire:
    off_session, inner = bool(params.get("off_session")), books.inner(method["id"])
    if not off_session and is_card(inner) and card_named(inner["card"]).challenge:
        return _ask_payer(books, intent, params, settings)
    if intent["customer"] and intent["setup_future_usage"] and not method["customer"]:
        attach(books, method, intent["customer"])
    charge = take(books, intent, method, Circumstances(later=off_session, sepa_s=settings.sepa_s))
    if not method["customer"]:
        books.save(method, spent=True)
    if charge["status"] == "failed":
        raise declined(intent)
    return intent


def declined(intent: Wire) -> Refused:
    """402 `card_error`, with the intent beside it. The decline has happened: it is committed."""
    error = intent["last_payment_error"]
    told = {
        name: error.get(name) for name in ("advice_code", "charge", "code", "decline_code", "doc_url", "payment_method")
    }
    return Refused(402, "card_error", error["message"], **told, payment_intent=intent)


def _ask_payer(books: Books, intent: Wire, params: Mapping[str, Any], settings: Settings) -> Wire:
    if params.get("error_on_requires_action"):
        raise Refused(402, "card_error", "This transaction requires authentication.", code="authentication_required")
    return_url = params.get("return_url")
    if not return_url:
        raise invalid("This PaymentIntent requires a `return_url`: the payer may have to confirm.", param="return_url")
    url = f"{settings.public_url}/authenticate/{intent['id']}?{urlencode({'s': intent['client_secret']})}"
    intent |= {
        "status": "requires_action",
        "next_action": {"type": "redirect_to_url", "redirect_to_url": {"return_url": return_url, "url": url}},
    }
    books.save(intent)
    books.emit("payment_intent.requires_action", intent)
    return intent


def _method_meant(books: Books, intent: Wire) -> Wire:
    method = books.existing("payment_method", intent["payment_method"], param="payment_method")
    check_usable(books, method)
    if method["customer"] and intent["customer"] is None:
        raise invalid(
            "The payment method supplied belongs to a Customer. Please include the Customer in the `customer` "
            "parameter on the PaymentIntent."
        )
    if method["customer"] and method["customer"] != intent["customer"]:
        raise invalid("The customer does not have a payment method with this ID.", param="payment_method")
    if method["type"] not in intent["payment_method_types"]:
        raise invalid(
            f"The PaymentMethod provided ({method['type']}) is not allowed for this PaymentIntent.",
            param="payment_method", code="payment_intent_incompatible_payment_method",
        )  # fmt: skip
    return method


def _check_open(books: Books, intent: Wire) -> None:
    if books.inner(intent["id"]).get("session"):
        raise invalid("This PaymentIntent belongs to a Checkout Session: expire the session instead.",
                      code="payment_intent_unexpected_state")  # fmt: skip
    if intent["status"] not in ANSWERED:
        raise invalid(
            f"You cannot do this to a PaymentIntent with a status of {intent['status']}.",
            code="payment_intent_unexpected_state", payment_intent=intent,
        )  # fmt: skip
