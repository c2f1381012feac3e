"""Orders v2: made for a page or from the vault, shown, changed, captured. Not here: the page itself (pages.py)."""

import re
from decimal import Decimal
from typing import Any

from bench.emulators.paypal import vault
from bench.emulators.paypal.calls import Declined, Machine
from bench.emulators.paypal.refusals import Refused, missing, unprocessable
from bench.emulators.paypal.store import Books
from bench.emulators.paypal.values import amount, fee, new_name, read_amount

LONGEST = {"reference_id": 256, "custom_id": 127, "invoice_id": 127, "description": 127}
LOCALE = re.compile(r"[a-z]{2}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
URL = re.compile(r"https?://[^\s\"'<>\\]+")
# What the payer's account does, by the name that the hosted page gives it.
AT_CAPTURE = {"declined": "INSTRUMENT_DECLINED", "restricted": "PAYER_ACCOUNT_RESTRICTED"}
AT_RENEWAL = {
    "renewal_declined": "INSTRUMENT_DECLINED",
    "renewal_authentication": "PAYER_ACTION_REQUIRED",
    "renewal_lost": "PAYER_ACCOUNT_LOCKED_OR_CLOSED",
}
PAYERS = ("success", "processing", *AT_CAPTURE, *AT_RENEWAL)


class Orders:
    """The verbs over orders. Each order also keeps `_payer`, `_vault` and `_context`, which the API never shows."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def create(self, books: Books, _: str, body: dict[str, Any]) -> dict[str, Any]:
        unit = _unit(body)
        wallet = (body.get("payment_source") or {}).get("paypal")
        if wallet is None or body["intent"] != "CAPTURE":
            raise unprocessable("UNSUPPORTED_INTENT")
        order: dict[str, Any] = {
            "id": new_name(),
            "intent": "CAPTURE",
            "status": "PAYER_ACTION_REQUIRED",
            "create_time": books.now_text,
            "update_time": books.now_text,
            "purchase_units": [{**unit, "payee": {"merchant_id": "EMULATOR"}}],
            "payment_source": {"paypal": {}},
        }
        if "vault_id" in wallet:
            return self._create_from_vault(books, order, wallet)
        order |= {"_context": _context(wallet), "_vault": (wallet.get("attributes") or {}).get("vault"), "_payer": ""}
        order["links"] = self._links(order)
        books.add("order", order)
        return shown(order)

    def show(self, books: Books, name: str, _: Any) -> dict[str, Any]:
        return shown(self.find(books, name))

    def change(self, books: Books, name: str, body: Any) -> None:
        order = self.find(books, name)
        if order["status"] == "COMPLETED":
            raise unprocessable("ORDER_ALREADY_COMPLETED")
        closing = {"op": "replace", "path": "/intent", "value": "AUTHORIZE"}
        if body != [closing]:
            raise unprocessable("NOT_PATCHABLE")
        order |= {"intent": "AUTHORIZE", "update_time": books.now_text}
        books.save(order)

    def capture(self, books: Books, name: str, _: Any) -> dict[str, Any]:
        order = self.find(books, name)
        if order["status"] == "COMPLETED":
            raise unprocessable("ORDER_ALREADY_CAPTURED")
        if order["intent"] != "CAPTURE":
            raise unprocessable("ACTION_DOES_NOT_MATCH_INTENT")
        if order["status"] != "APPROVED":
            raise unprocessable("ORDER_NOT_APPROVED")
        if order["_payer"] in AT_CAPTURE:
            raise Declined(AT_CAPTURE[order["_payer"]])
        self._take(books, order)
        if order["_vault"]:
            token = vault.save_token(books, order["_payer"], {"id": new_name("CUST")})
            order["payment_source"]["paypal"]["attributes"] = {"vault": {
                "id": token["id"], "status": "VAULTED", "customer": {"id": token["customer"]["id"]},
            }}  # fmt: skip
        books.save(order)
        return shown(order)

    def find(self, books: Books, name: str) -> dict[str, Any]:
        """Raises Refused: an order that nobody approved or captured in time is forgotten."""
        order = books.find("order", name)
        if order is not None and order["status"] != "COMPLETED":
            order = books.find("order", name, younger_than_s=self._machine.order_life_s)
        if order is None:
            raise missing()
        return order

    def approve(self, books: Books, order: dict[str, Any], payer: str) -> None:
        """The payer agrees on the page."""
        order |= {"status": "APPROVED", "_payer": payer, "update_time": books.now_text}
        order["payment_source"] = {"paypal": {"account_id": "EMULATED", "account_status": "VERIFIED"}}
        order["links"] = self._links(order)
        books.save(order)
        books.tell("CHECKOUT.ORDER.APPROVED", "checkout-order", shown(order))

    def settle_pending(self, books: Books, capture_id: str, status: str) -> None:
        """The payer's bank has answered: a pending capture is COMPLETED or DECLINED."""
        for order in books.every("order"):
            for capture in order["purchase_units"][0].get("payments", {}).get("captures", []):
                if capture["id"] == capture_id and capture["status"] == "PENDING":
                    capture |= {"status": status, "update_time": books.now_text}
                    books.sql.execute(
                        "UPDATE moved SET status = ? WHERE id = ?",
                        ("S" if status == "COMPLETED" else "D", capture_id),
                    )
                    books.save(order)
                    _tell_capture(books, order, capture)
                    return
        raise missing()

    def _create_from_vault(self, books: Books, order: dict[str, Any], wallet: dict[str, Any]) -> dict[str, Any]:
        if (wallet.get("stored_credential") or {}).get("payment_initiator") != "MERCHANT":
            raise unprocessable("PAYER_ACTION_REQUIRED")
        token = books.find("token", wallet["vault_id"])
        if token is None:
            raise unprocessable("TOKEN_ID_NOT_FOUND")
        if token["_revoked"]:
            raise Declined("AGREEMENT_ALREADY_CANCELLED")
        if token["_payer"] in AT_RENEWAL:
            raise Declined(AT_RENEWAL[token["_payer"]])
        order |= {"_payer": "success", "_vault": None, "_context": {}}
        order["payment_source"] = {"paypal": {"account_id": "EMULATED", "account_status": "VERIFIED"}}
        self._take(books, order)
        books.add("order", order)
        return shown(order)

    def _take(self, books: Books, order: dict[str, Any]) -> None:
        unit = order["purchase_units"][0]
        value, currency = Decimal(unit["amount"]["value"]), unit["amount"]["currency_code"]
        invoice = unit.get("invoice_id", "")
        taken = books.sql.execute("SELECT 1 FROM moved WHERE invoice = ? AND code = 'T0006'", (invoice,)).fetchone()
        if invoice and taken:
            raise unprocessable("DUPLICATE_INVOICE_ID", "/purchase_units/@reference_id=='default'/invoice_id")
        kept, pending = fee(value, currency), order["_payer"] == "processing"
        name = books.move(
            "T0006", value, currency, fee=kept, custom=unit.get("custom_id", ""), invoice=invoice,
            status="P" if pending else "S",
        )  # fmt: skip
        capture = {
            "id": name,
            "status": "PENDING" if pending else "COMPLETED",
            "amount": unit["amount"],
            "final_capture": True,
            "seller_protection": {"status": "NOT_ELIGIBLE"},
            "seller_receivable_breakdown": {
                "gross_amount": unit["amount"],
                "paypal_fee": amount(kept, currency),
                "net_amount": amount(value - kept, currency),
            },
            **{key: unit[key] for key in ("invoice_id", "custom_id") if key in unit},
            "create_time": books.now_text,
            "update_time": books.now_text,
            "links": [
                {"href": f"{self._machine.url}/v2/payments/captures/{name}", "rel": "self", "method": "GET"},
                {"href": f"{self._machine.url}/v2/checkout/orders/{order['id']}", "rel": "up", "method": "GET"},
            ],
        }
        if pending:
            capture["status_details"] = {"reason": "ECHECK"}
        unit["payments"] = {"captures": [capture]}
        order |= {"status": "COMPLETED", "update_time": books.now_text}
        order["links"] = self._links(order)
        _tell_capture(books, order, capture)

    def _links(self, order: dict[str, Any]) -> list[dict[str, str]]:
        url = self._machine.url
        links = [{"href": f"{url}/v2/checkout/orders/{order['id']}", "rel": "self", "method": "GET"}]
        if order["status"] == "PAYER_ACTION_REQUIRED":
            page = f"{url}/checkoutnow?token={order['id']}"
            links.append({"href": page, "rel": "payer-action", "method": "GET"})
        return links


def shown(thing: dict[str, Any]) -> dict[str, Any]:
    """Without what the API keeps to itself."""
    return {name: value for name, value in thing.items() if not name.startswith("_")}


def captured_payment(order: dict[str, Any], capture: dict[str, Any]) -> dict[str, Any]:
    """A capture as the Payments API shows it, with the order that it belongs to."""
    return {**capture, "supplementary_data": {"related_ids": {"order_id": order["id"]}}}


def _tell_capture(books: Books, order: dict[str, Any], capture: dict[str, Any]) -> None:
    kind = {"COMPLETED": "COMPLETED", "PENDING": "PENDING", "DECLINED": "DENIED"}[capture["status"]]
    books.tell(f"PAYMENT.CAPTURE.{kind}", "capture", captured_payment(order, capture))


def _unit(body: dict[str, Any]) -> dict[str, Any]:
    if len(body["purchase_units"]) != 1:
        raise Refused(400, "INVALID_ARRAY_MAX_ITEMS", "purchase_units")
    unit: dict[str, Any] = body["purchase_units"][0]
    if read_amount(unit["amount"]) is None:
        raise unprocessable("DECIMAL_PRECISION", "/purchase_units/@reference_id=='default'/amount/value")
    for name, longest in LONGEST.items():
        if len(unit.get(name, "")) > longest:
            raise Refused(400, "INVALID_STRING_MAX_LENGTH", name)
    return {"reference_id": "default", **unit}


def _context(wallet: dict[str, Any]) -> dict[str, Any]:
    context = dict(wallet.get("experience_context") or {})
    if not LOCALE.fullmatch(context.get("locale", "en")):
        raise Refused(400, "INVALID_PARAMETER_SYNTAX", "locale")
    for name in ("return_url", "cancel_url"):
        if not URL.fullmatch(context.get(name, "")):
            raise Refused(400, "INVALID_PARAMETER_SYNTAX", name)
    return context
