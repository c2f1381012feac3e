"""Customers, their payment methods, and the mandates behind bank debits."""

from typing import Any

from stripe.params import (
    CustomerCreateParams,
    CustomerUpdateParams,
    PaymentMethodAttachParams,
    PaymentMethodCreateParams,
    PaymentMethodDetachParams,
)

from bench.emulators.stripe.banks import Account, read_iban
from bench.emulators.stripe.known import only, with_metadata
from bench.emulators.stripe.refusals import Refused, invalid
from bench.emulators.stripe.shapes import Wire
from bench.emulators.stripe.store import Books
from sandbox_processor.cards import Card, CardRefused, read_number

UNUSABLE = (
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a "
    "connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use "
    "a PaymentMethod multiple times, you must attach it to a Customer first."
)
NO_ADDRESS = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))


def create_customer(books: Books, params: CustomerCreateParams) -> Wire:
    only(params, "email", "name", "description", "metadata", "preferred_locales")
    return make_customer(
        books, email=params.get("email"), name=params.get("name"), description=params.get("description"),
        metadata=with_metadata({}, params), preferred_locales=params.get("preferred_locales", []),
    )  # fmt: skip


def make_customer(books: Books, **known: Any) -> Wire:
    customer = books.add({
        "id": books.new_id("cus"), "object": "customer", "address": None, "balance": 0, "created": books.now_s,
        "currency": None, "default_source": None, "delinquent": False, "description": None, "discount": None,
        "email": None, "invoice_prefix": None, "livemode": False, "metadata": {}, "name": None, "phone": None,
        "preferred_locales": [], "shipping": None, "tax_exempt": "none", "test_clock": None, **known,
    })  # fmt: skip
    books.emit("customer.created", customer)
    return customer


def update_customer(books: Books, customer_id: str, params: CustomerUpdateParams) -> Wire:
    only(params, "email", "name", "description", "metadata", "preferred_locales")
    customer = books.existing("customer", customer_id)
    customer |= {name: params[name] for name in ("email", "name", "description") if name in params}
    customer["metadata"] = with_metadata(customer["metadata"], params)
    books.save(customer)
    books.emit("customer.updated", customer)
    return customer


def delete_customer(books: Books, customer_id: str) -> Wire:
    """Its payment methods are detached with it, as the service does."""
    customer = books.existing("customer", customer_id)
    mine = "kind = 'payment_method' AND json_extract(body, '$.customer') = ?"
    for _, _, method in books.select(mine, (customer_id,)):
        _detach(books, method)
    books.remove(customer_id)
    books.emit("customer.deleted", customer)
    return {"id": customer_id, "object": "customer", "deleted": True}


def create_method(books: Books, params: PaymentMethodCreateParams) -> Wire:
    """From a test number. Raises Refused for any other, so that no real number is ever kept."""
    only(params, "type", "card", "sepa_debit", "billing_details", "metadata")
    details = params.get("billing_details") or {}
    billing = {"email": str(details.get("email") or "") or None, "name": str(details.get("name") or "") or None}
    if params.get("type") == "card":
        card: Any = params.get("card", {})
        try:
            found = read_number(str(card.get("number", "")))
        except CardRefused as error:
            raise Refused(402, "card_error", "Your card number is incorrect.", code="incorrect_number") from error
        method = make_card(books, found, (int(card.get("exp_year", 2034)), int(card.get("exp_month", 12))), billing)
    elif params.get("type") == "sepa_debit":
        account = read_iban(str(params.get("sepa_debit", {}).get("iban", "")))
        if account is None:
            raise invalid("The IBAN is not one of the test accounts.", param="sepa_debit[iban]", code="invalid_iban")
        method = make_account(books, account, billing)
    else:
        raise invalid("The emulator knows cards and SEPA debits.", param="type")
    method["metadata"] = with_metadata({}, params)
    return books.save(method)


def make_card(books: Books, card: Card, expiry: tuple[int, int], billing: Wire) -> Wire:
    details = {
        "brand": card.brand.lower(),
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "US", "display_brand": card.brand.lower(), "exp_month": expiry[1], "exp_year": expiry[0],
        "fingerprint": f"card{card.last4}", "funding": "credit", "generated_from": None, "last4": card.last4,
        "networks": {"available": [card.brand.lower()], "preferred": None}, "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True}, "wallet": None,
    }  # fmt: skip
    return _make(books, "card", details, billing, card=card.name)


def make_account(books: Books, account: Account, billing: Wire) -> Wire:
    details = {
        "bank_code": account.iban[4:12], "branch_code": "", "country": account.iban[:2],
        "fingerprint": f"iban{account.last4}", "generated_from": {"charge": None, "setup_attempt": None},
        "last4": account.last4,
    }  # fmt: skip
    return _make(books, "sepa_debit", details, billing, iban=account.iban)


def _make(books: Books, kind: str, details: Wire, billing: Wire, **inner: Any) -> Wire:
    method = {
        "id": books.new_id("pm"), "object": "payment_method", "allow_redisplay": "unspecified",
        "billing_details": {
            "address": NO_ADDRESS, "email": None, "name": None, "phone": None, "tax_id": None, **billing,
        },
        "created": books.now_s, "customer": None, "livemode": False, "metadata": {}, "type": kind, kind: details,
    }  # fmt: skip
    return books.add(method, **inner)


def attach_method(books: Books, method_id: str, params: PaymentMethodAttachParams) -> Wire:
    only(params, "customer")
    method = books.existing("payment_method", method_id, param="payment_method")
    customer = books.existing("customer", params.get("customer", ""), param="customer")
    if method["customer"] == customer["id"]:
        return method
    if method["customer"]:
        raise invalid("The payment method you provided has already been attached to a customer.")
    check_usable(books, method)
    return attach(books, method, customer["id"])


def attach(books: Books, method: Wire, customer_id: str) -> Wire:
    method["customer"] = customer_id
    books.save(method)
    books.emit("payment_method.attached", method)
    return method


def detach_method(books: Books, method_id: str, params: PaymentMethodDetachParams) -> Wire:
    """Unusable for ever after. Raises Refused where it hangs on no customer."""
    only(params)
    method = books.existing("payment_method", method_id, param="payment_method")
    if not method["customer"]:
        raise invalid(
            "The payment method you provided is not attached to a customer so detachment is impossible.",
            param="payment_method",
        )
    return _detach(books, method)


def _detach(books: Books, method: Wire) -> Wire:
    previous = {"customer": method["customer"]}
    method["customer"] = None
    books.save(method, spent=True)
    for _, _, mandate in books.select(
        "kind = 'mandate' AND json_extract(body, '$.payment_method') = ?", (method["id"],)
    ):
        mandate["status"] = "inactive"
        books.save(mandate)
        books.emit("mandate.updated", mandate)
    books.emit("payment_method.detached", method, previous)
    return method


def check_usable(books: Books, method: Wire) -> None:
    """Raises Refused for a payment method that was detached, or used without a customer."""
    if books.inner(method["id"]).get("spent"):
        raise invalid(UNUSABLE, param="payment_method", code="payment_method_unexpected_state")


def replace_card(books: Books, method_id: str, last4: str, expiry: tuple[int, int]) -> Wire:
    """The bank has issued a new card, and the networks have told: the same method, with another number and date."""
    method = books.existing("payment_method", method_id)
    previous = {"card": {name: method["card"][name] for name in ("exp_month", "exp_year", "last4")}}
    method["card"] |= {"last4": last4, "exp_year": expiry[0], "exp_month": expiry[1]}
    books.save(method)
    books.emit("payment_method.automatically_updated", method, previous)
    return method


def mandate_for(books: Books, method: Wire) -> str:
    """The mandate of a bank account; made when it was signed first."""
    mine = "kind = 'mandate' AND json_extract(body, '$.payment_method') = ?"
    for _, _, mandate in books.select(mine, (method["id"],)):
        return str(mandate["id"])
    mandate = books.add({
        "id": books.new_id("mandate"), "object": "mandate",
        "customer_acceptance": {
            "accepted_at": books.now_s, "online": {"ip_address": None, "user_agent": None}, "type": "online",
        },
        "livemode": False, "multi_use": {}, "payment_method": method["id"],
        "payment_method_details": {
            "sepa_debit": {"reference": f"SF{books.now_ms}", "url": "https://example.com/mandate"},
            "type": "sepa_debit",
        },
        "status": "active", "type": "multi_use",
    })  # fmt: skip
    return str(mandate["id"])
