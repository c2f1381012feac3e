"""What can happen to payments, mandates, refunds and chargebacks. Not here: how they are shown (shapes.py)."""

from typing import Any

from bench.emulators.mollie.cards import CARDS
from bench.emulators.mollie.refusals import Refused, invalid
from bench.emulators.mollie.store import Books, Thing

PAGE_LIFE_S = {"creditcard": 900, "ideal": 900, "bancontact": 3600, "eps": 3600, "belfius": 3600, "kbc": 3600}
LEAVES_A_DEBIT = {"ideal", "bancontact", "eps", "belfius", "kbc"}
OPEN = {"open", "pending"}


def open_payment(books: Books, asked: dict[str, Any], minor: int, currency: str, page_life_ms: int) -> Thing:
    """A page, or with `recurring` a charge that is tried at once. `asked` fits the schema. Raises Refused."""
    sequence = asked.get("sequenceType", "oneoff")
    if sequence != "oneoff":
        books.find("customer", asked.get("customerId", ""))
    mandate = _mandate(books, asked) if sequence == "recurring" else None
    given = asked.get("method")
    methods = given if isinstance(given, list) else [given] if given else list(PAGE_LIFE_S)
    if minor == 0 and (sequence != "first" or methods != ["creditcard"]):
        raise invalid("amount", "The amount is lower than the minimum")
    life_ms = page_life_ms or PAGE_LIFE_S[methods[0]] * 1000
    payment = books.add(
        "payment", asked.get("customerId", ""), due_ms=None if mandate else books.now_ms + life_ms,
        status="open", minor=minor, currency=currency, sequence=sequence, methods=methods,
        method=mandate["method"] if mandate else methods[0] if len(methods) == 1 else "",
        description=asked["description"], redirect_url=asked.get("redirectUrl", ""),
        cancel_url=asked.get("cancelUrl", ""), webhook_url=asked.get("webhookUrl", ""), locale=asked.get("locale"),
        metadata=asked.get("metadata"), customer=asked.get("customerId", ""),
        mandate=mandate["id"] if mandate else "", card="", failure="", bank_code="", settlement="",
        ended_ms=0, expires_ms=0 if mandate else books.now_ms + life_ms,
    )  # fmt: skip
    if mandate:
        _collect(books, payment, mandate)
    return payment


def pay_on_page(books: Books, payment: Thing, method: str, card_name: str) -> None:
    """The reader did what the page asks: with this card, or at their bank."""
    payment["method"], payment["card"] = method, card_name if method == "creditcard" else ""
    first = CARDS[card_name].first if method == "creditcard" else ""
    if first == "pending":
        payment["status"], payment["ended_ms"] = "pending", 0
        books.save(payment)
    else:
        end(books, payment, "failed" if first else "paid", first)


def end(books: Books, payment: Thing, status: str, failure: str = "", bank_code: str = "") -> None:
    """The payment has come to its end; Mollie tells of each of them. Raises Refused."""
    if payment["status"] not in OPEN:
        raise Refused(409, f"The payment is {payment['status']} already.")
    payment |= {"status": status, "failure": failure, "bank_code": bank_code, "ended_ms": books.now_ms}
    if status == "paid" and payment["sequence"] == "first":
        kind = "directdebit" if payment["method"] in LEAVES_A_DEBIT else "creditcard"
        mandate = books.add("mandate", payment["customer"], method=kind, card=payment["card"], valid=True)
        payment["mandate"] = mandate["id"]
    books.save(payment)
    books.tell(payment)


def end_what_is_due(books: Books) -> None:
    for payment in books.due():
        end(books, payment, "expired")


def cancel(books: Books, payment: Thing, *, cancelable: bool) -> None:
    """Raises Refused."""
    if payment["status"] != "open" or not cancelable:
        raise Refused(422, "The payment cannot be canceled")
    end(books, payment, "canceled")


def refund(books: Books, payment: Thing, asked: dict[str, Any], minor: int, currency: str) -> Thing:
    """Accepted, and sent the next day. Raises Refused."""
    if payment["status"] != "paid" or currency != payment["currency"] or not 0 < minor <= left_minor(books, payment):
        raise invalid("amount", "The specified amount cannot be refunded")
    return books.add(
        "refund", payment["id"], status="pending", minor=minor, currency=currency, settlement="",
        metadata=asked.get("metadata"), description=asked.get("description", ""),
    )  # fmt: skip


def move_refund(books: Books, payment: Thing, one: Thing, status: str) -> None:
    one["status"] = status
    books.save(one)
    if status in {"processing", "refunded", "failed"}:
        books.tell(payment)


def charge_back(books: Books, payment: Thing, code: str) -> Thing:
    """The payer's bank takes the money back. Raises Refused."""
    if payment["status"] != "paid":
        raise Refused(422, "The payment is not paid")
    told = books.add(
        "chargeback", payment["id"], minor=payment["minor"], currency=payment["currency"], code=code, settlement="",
        reversed_ms=0, reversal_settlement="", metadata=payment["metadata"],
    )  # fmt: skip
    books.tell(payment)
    return told


def reverse(books: Books, payment: Thing, chargeback: Thing) -> None:
    """The card's bank has decided for us."""
    chargeback["reversed_ms"] = books.now_ms
    books.save(chargeback)
    books.tell(payment)


def refunded_minor(books: Books, payment: Thing) -> int:
    gone = {"failed", "canceled"}
    return sum(one["minor"] for one in books.below(payment["id"], "refund") if one["status"] not in gone)


def charged_back_minor(books: Books, payment: Thing) -> int:
    return sum(one["minor"] for one in books.below(payment["id"], "chargeback") if not one["reversed_ms"])


def left_minor(books: Books, payment: Thing) -> int:
    left: int = payment["minor"] - refunded_minor(books, payment) - charged_back_minor(books, payment)
    return max(left, 0)


def _mandate(books: Books, asked: dict[str, Any]) -> Thing:
    mandate = books.find("mandate", asked.get("mandateId", ""), asked["customerId"])
    if not mandate["valid"]:
        raise invalid("mandateId", "The mandate is invalid")
    return mandate


def _collect(books: Books, payment: Thing, mandate: Thing) -> None:
    """A card answers at once; a bank takes its days, until the backstage plays it."""
    payment["card"] = mandate["card"]
    later = CARDS[mandate["card"]].later if mandate["method"] == "creditcard" else "pending"
    if later == "pending":
        payment["status"] = "pending"
        books.save(payment)
    else:
        end(books, payment, "failed" if later else "paid", later)
