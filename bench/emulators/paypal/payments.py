"""Payments v2: captures are shown and given back, in part or whole."""

from decimal import Decimal
from typing import Any

from bench.emulators.paypal.calls import Machine
from bench.emulators.paypal.orders import captured_payment
from bench.emulators.paypal.refusals import missing, unprocessable
from bench.emulators.paypal.store import Books
from bench.emulators.paypal.values import amount, new_name, read_amount


class Payments:
    """The verbs over captures and refunds."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def show_capture(self, books: Books, name: str, _: Any) -> dict[str, Any]:
        return captured_payment(*find_capture(books, name))

    def show_refund(self, books: Books, name: str, _: Any) -> dict[str, Any]:
        refund = books.find("refund", name)
        if refund is None:
            raise missing()
        return refund

    def give_back(self, books: Books, name: str, body: dict[str, Any]) -> dict[str, Any]:
        order, capture = find_capture(books, name)
        unit, currency = order["purchase_units"][0], capture["amount"]["currency_code"]
        wanted = read_amount(body.get("amount") or capture["amount"])
        refunds = unit["payments"].setdefault("refunds", [])
        gone = sum((Decimal(one["amount"]["value"]) for one in refunds), Decimal(0))
        left = Decimal(capture["amount"]["value"]) - gone
        if wanted is None or capture["status"] not in {"COMPLETED", "PARTIALLY_REFUNDED"}:
            raise unprocessable("CAPTURE_FULLY_REFUNDED")
        if wanted > left:
            raise unprocessable("REFUND_AMOUNT_EXCEEDED")
        url = self._machine.url
        refund: dict[str, Any] = {
            "id": new_name(),
            "status": "COMPLETED",
            "amount": amount(wanted, currency),
            "seller_payable_breakdown": {
                "gross_amount": amount(wanted, currency),
                "paypal_fee": amount(Decimal(0), currency),
                "net_amount": amount(wanted, currency),
                "total_refunded_amount": amount(gone + wanted, currency),
            },
            **({"custom_id": body["custom_id"]} if "custom_id" in body else {}),
            "create_time": books.now_text,
            "update_time": books.now_text,
        }
        refund["links"] = [
            {"href": f"{url}/v2/payments/refunds/{refund['id']}", "rel": "self", "method": "GET"},
            {"href": f"{url}/v2/payments/captures/{name}", "rel": "up", "method": "GET"},
        ]
        refunds.append(refund)
        capture["status"] = "REFUNDED" if wanted == left else "PARTIALLY_REFUNDED"
        books.add("refund", refund)
        books.save(order)
        books.move("T1107", -wanted, currency, name=refund["id"], about=name, custom=body.get("custom_id", ""))
        books.tell("PAYMENT.CAPTURE.REFUNDED", "refund", refund)
        return refund


def find_capture(books: Books, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """(its order, the capture). Raises Refused."""
    for order in books.every("order"):
        for capture in order["purchase_units"][0].get("payments", {}).get("captures", []):
            if capture["id"] == name:
                return order, capture
    raise missing()
