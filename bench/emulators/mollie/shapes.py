"""How things look in Mollie's answers. Held against schema.py and client_names.py before they leave."""

from datetime import UTC, datetime
from typing import Any

from bench.emulators.mollie.amounts import amount, moment
from bench.emulators.mollie.cards import CARDS
from bench.emulators.mollie.payments import charged_back_minor, left_minor, refunded_minor
from bench.emulators.mollie.settling import periods
from bench.emulators.mollie.store import Books, Thing

PROFILE = "pfl_QkEhN94Ba"
BALANCE = "bal_gVMhHKqSSRYJyPsuoPNFH"
IBAN = "NL55INGB0000000000"
ENDED = {"paid": "paidAt", "failed": "failedAt", "canceled": "canceledAt", "expired": "expiredAt"}


class Shapes:
    """`url`: where we are, for links. `cancelable`: whether open pages can be closed."""

    def __init__(self, url: str, *, cancelable: bool) -> None:
        self.url = url
        self._cancelable = cancelable

    def show(self, books: Books, thing: Thing, embed: str = "") -> dict[str, Any]:
        shown: dict[str, Any] = getattr(self, thing["kind"])(books, thing)
        wanted = [name for name in embed.split(",") if name in {"refunds", "chargebacks"}]
        if wanted and thing["kind"] == "payment":
            below = {name: books.below(thing["id"], name.removesuffix("s")) for name in wanted}
            shown["_embedded"] = {name: [self.show(books, one) for one in things] for name, things in below.items()}
        return shown

    def payment(self, books: Books, thing: Thing) -> dict[str, Any]:
        currency, status, path = thing["currency"], thing["status"], f"payments/{thing['id']}"
        links = {"self": self._link(path), "dashboard": self._page(f"/dashboard/{thing['id']}")}
        shown: dict[str, Any] = {
            "resource": "payment", "id": thing["id"], "mode": "test", "createdAt": moment(thing["created_ms"]),
            "amount": amount(thing["minor"], currency), "description": thing["description"],
            "method": thing["method"] or None, "metadata": thing["metadata"], "status": status,
            "profileId": PROFILE, "sequenceType": thing["sequence"], "redirectUrl": thing["redirect_url"] or None,
            "isCancelable": status == "open" and self._cancelable,
        }  # fmt: skip
        optional = {
            "cancelUrl": thing["cancel_url"], "webhookUrl": thing["webhook_url"], "locale": thing["locale"],
            "customerId": thing["customer"], "mandateId": thing["mandate"], "settlementId": thing["settlement"],
        }  # fmt: skip
        shown |= {name: value for name, value in optional.items() if value}
        if status == "open" and thing["expires_ms"]:
            shown["expiresAt"] = moment(thing["expires_ms"])
            links["checkout"] = self._page(f"/checkout/{thing['id']}")
        if status in ENDED:
            shown[ENDED[status]] = moment(thing["ended_ms"])
        if status == "paid" and thing["minor"]:
            shown["amountRefunded"] = amount(refunded_minor(books, thing), currency)
            shown["amountRemaining"] = amount(left_minor(books, thing), currency)
            for name in ("refund", "chargeback"):
                if books.below(thing["id"], name):
                    links[f"{name}s"] = self._link(f"{path}/{name}s")
            if back := charged_back_minor(books, thing):
                shown["amountChargedBack"] = amount(back, currency)
        details = _details(thing)
        return {**shown, **({"details": details} if details else {}), "_links": links}

    def customer(self, books: Books, thing: Thing) -> dict[str, Any]:
        return {
            "resource": "customer", "id": thing["id"], "mode": "test", "name": thing["name"], "email": thing["email"],
            "locale": None, "metadata": thing["metadata"], "createdAt": moment(thing["created_ms"]),
            "_links": {"self": self._link(f"customers/{thing['id']}")},
        }  # fmt: skip

    def mandate(self, books: Books, thing: Thing) -> dict[str, Any]:
        path = f"customers/{thing['parent']}"
        if thing["method"] == "creditcard":
            card = CARDS[thing["card"]]
            details = {
                "cardHolder": "T. TEST", "cardNumber": card.number[-4:], "cardLabel": card.label,
                "cardFingerprint": f"fp{card.number}", "cardExpiryDate": "2031-08-31",
            }  # fmt: skip
        else:
            details = {"consumerName": "T. TEST", "consumerAccount": IBAN, "consumerBic": "INGBNL2A"}
        return {
            "resource": "mandate", "id": thing["id"], "mode": "test", "method": thing["method"],
            "status": "valid" if thing["valid"] else "invalid", "details": details, "mandateReference": None,
            "signatureDate": datetime.fromtimestamp(thing["created_ms"] / 1000, UTC).date().isoformat(),
            "createdAt": moment(thing["created_ms"]),
            "_links": {"self": self._link(f"{path}/mandates/{thing['id']}"), "customer": self._link(path)},
        }  # fmt: skip

    def refund(self, books: Books, thing: Thing) -> dict[str, Any]:
        path = f"payments/{thing['parent']}"
        shown = {
            "resource": "refund", "id": thing["id"], "mode": "test", "paymentId": thing["parent"],
            "amount": amount(thing["minor"], thing["currency"]), "status": thing["status"],
            "description": thing["description"], "metadata": thing["metadata"],
            "createdAt": moment(thing["created_ms"]),
            "settlementAmount": amount(-thing["minor"], thing["currency"]),
            "_links": {"self": self._link(f"{path}/refunds/{thing['id']}"), "payment": self._link(path)},
        }  # fmt: skip
        return shown | ({"settlementId": thing["settlement"]} if thing["settlement"] else {})

    def chargeback(self, books: Books, thing: Thing) -> dict[str, Any]:
        path = f"payments/{thing['parent']}"
        shown: dict[str, Any] = {
            "resource": "chargeback", "id": thing["id"], "paymentId": thing["parent"],
            "amount": amount(thing["minor"], thing["currency"]), "createdAt": moment(thing["created_ms"]),
            "settlementAmount": amount(-thing["minor"], thing["currency"]),
            "reversedAt": moment(thing["reversed_ms"]) if thing["reversed_ms"] else None,
            "_links": {"self": self._link(f"{path}/chargebacks/{thing['id']}"), "payment": self._link(path)},
        }  # fmt: skip
        return shown | ({"reason": {"code": thing["code"], "description": thing["code"]}} if thing["code"] else {})

    def settlement(self, books: Books, thing: Thing) -> dict[str, Any]:
        path, made = f"settlements/{thing['id']}", datetime.fromtimestamp(thing["created_ms"] / 1000, UTC)
        lists = {name: self._link(f"{path}/{name}") for name in ("payments", "refunds", "chargebacks")}
        return {
            "resource": "settlement", "id": thing["id"], "reference": f"1234567.{made:%y%m}.01",
            "createdAt": moment(thing["created_ms"]), "status": thing["status"], "balanceId": BALANCE,
            "settledAt": moment(thing["settled_ms"]) if thing["settled_ms"] else None,
            "amount": amount(thing["minor"], thing["currency"]),
            "periods": periods(thing, f"{made:%Y}", f"{made:%m}"),
            "_links": {"self": self._link(path), **lists},
        }  # fmt: skip

    def _link(self, path: str) -> dict[str, str]:
        return {"href": f"{self.url}/v2/{path}", "type": "application/hal+json"}

    def _page(self, path: str) -> dict[str, str]:
        return {"href": f"{self.url}{path}", "type": "text/html"}


def _details(thing: Thing) -> dict[str, Any]:
    if thing["status"] not in {"paid", "failed"}:
        return {}
    if thing["method"] == "directdebit":
        details = {"consumerName": "T. TEST", "consumerAccount": IBAN, "consumerBic": "INGBNL2A"}
        return details | ({"bankReasonCode": thing["bank_code"]} if thing["bank_code"] else {})
    if thing["method"] != "creditcard":
        paid = {"consumerName": "T. TEST", "consumerAccount": IBAN, "consumerBic": "INGBNL2A"}
        return paid if thing["status"] == "paid" else {}
    card = CARDS[thing["card"]]
    details = {"cardNumber": card.number[-4:], "cardLabel": card.label, "cardFingerprint": f"fp{card.number}"}
    return details | ({"failureReason": thing["failure"]} if thing["failure"] else {})
