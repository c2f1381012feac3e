"""Vault v3: setup tokens, payment tokens, and who they belong to."""

import re
from typing import Any

from bench.emulators.paypal.calls import Machine
from bench.emulators.paypal.refusals import Refused, missing, unprocessable
from bench.emulators.paypal.store import Books
from bench.emulators.paypal.values import new_name

CUSTOMER = re.compile(r"[0-9a-zA-Z\-_.^*$@#]{1,64}")


class Vault:
    """The verbs over tokens. Each keeps `_payer` and the like, which the API never shows."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def create_setup(self, books: Books, _: str, body: dict[str, Any]) -> dict[str, Any]:
        wallet = body["payment_source"].get("paypal")
        merchant_id = (body.get("customer") or {}).get("merchant_customer_id", "")
        if wallet is None or not CUSTOMER.fullmatch(merchant_id):
            raise Refused(400, "INVALID_PARAMETER_SYNTAX", "merchant_customer_id")
        setup: dict[str, Any] = {
            "id": new_name(),
            "customer": {"id": new_name("CUST"), "merchant_customer_id": merchant_id},
            "status": "PAYER_ACTION_REQUIRED",
            "payment_source": {"paypal": {"usage_type": wallet.get("usage_type", "MERCHANT")}},
            "_context": wallet.get("experience_context") or {},
            "_payer": "",
        }
        setup["links"] = [
            {"href": f"{self._machine.url}/v3/vault/setup-tokens/{setup['id']}", "rel": "self", "method": "GET"},
            {
                "href": f"{self._machine.url}/agreements/approve?approval_session_id={setup['id']}",
                "rel": "approve",
                "method": "GET",
            },
        ]
        books.add("setup", setup)
        return _shown(setup)

    def show_setup(self, books: Books, name: str, _: Any) -> dict[str, Any]:
        return _shown(self.find_setup(books, name))

    def find_setup(self, books: Books, name: str) -> dict[str, Any]:
        """Raises Refused."""
        setup = books.find("setup", name)
        if setup is not None and setup["status"] != "TOKENIZED":
            setup = books.find("setup", name, younger_than_s=self._machine.order_life_s)
        if setup is None:
            raise missing()
        return setup

    def approve(self, books: Books, setup: dict[str, Any], payer: str) -> None:
        """The payer agrees on the page."""
        setup |= {"status": "APPROVED", "_payer": payer}
        books.save(setup)

    def create_token(self, books: Books, _: str, body: dict[str, Any]) -> dict[str, Any]:
        source = body["payment_source"].get("token") or {}
        if source.get("type") != "SETUP_TOKEN":
            raise Refused(400, "INVALID_PARAMETER_SYNTAX", "payment_source.token")
        setup = self.find_setup(books, source.get("id", ""))
        if setup["status"] != "APPROVED":
            raise unprocessable("SETUP_TOKEN_NOT_APPROVED")
        setup["status"] = "TOKENIZED"
        books.save(setup)
        return _shown(save_token(books, setup["_payer"], setup["customer"]))

    def show_token(self, books: Books, name: str, _: Any) -> dict[str, Any]:
        return _shown(_living(books, name))

    def list_tokens(self, books: Books, _: str, query: dict[str, Any]) -> dict[str, Any]:
        customer = query.get("customer_id", "")
        tokens = [one for one in books.every("token") if one["customer"]["id"] == customer and not one["_revoked"]]
        return {
            "customer": {"id": customer},
            "payment_tokens": [_shown(one) for one in tokens],
            "total_items": len(tokens),
            "total_pages": 1,
        }

    def revoke(self, books: Books, name: str, _: Any) -> None:
        token = _living(books, name)
        token["_revoked"] = True
        books.save(token)
        books.tell("VAULT.PAYMENT-TOKEN.DELETED", "payment_token", {"id": token["id"]})


def save_token(books: Books, payer: str, customer: dict[str, Any]) -> dict[str, Any]:
    """A PayPal account that can be charged again."""
    token: dict[str, Any] = {
        "id": new_name("VLT").lower(),
        "customer": customer,
        "payment_source": {"paypal": {"usage_type": "MERCHANT", "account_id": "EMULATED"}},
        "links": [],
        "_payer": payer,
        "_revoked": False,
    }
    books.add("token", token)
    books.tell("VAULT.PAYMENT-TOKEN.CREATED", "payment_token", {"id": token["id"], "customer": customer})
    return token


def _living(books: Books, name: str) -> dict[str, Any]:
    token = books.find("token", name)
    if token is None or token["_revoked"]:
        raise missing()
    return token


def _shown(thing: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if not name.startswith("_")}
