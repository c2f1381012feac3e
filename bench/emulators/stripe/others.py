"""What stands on the account without our API: saved cards, other people's payments, a success behind our back."""

from typing import Any

from bench.emulators.stripe.banks import Account
from bench.emulators.stripe.charges import Circumstances, refund_charge, take
from bench.emulators.stripe.intents import new_intent
from bench.emulators.stripe.methods import attach, make_account, make_card, make_customer
from bench.emulators.stripe.refusals import invalid
from bench.emulators.stripe.shapes import Wire
from bench.emulators.stripe.store import Books
from sandbox_processor.cards import Card, card_named

SOMEBODY_ELSE = {"shop": "the museum's"}
EXPIRY = (2034, 12)


def save_for_later(books: Books, means: Card | Account, metadata: dict[str, str]) -> Wire:
    """A payment method that hangs on a customer of its own."""
    customer = make_customer(books, metadata=metadata)
    make: Any = make_card(books, means, EXPIRY, {}) if isinstance(means, Card) else make_account(books, means, {})
    return attach(books, make, customer["id"])


def sell_to_others(books: Books, count: int) -> Wire:
    """So many payments of other people on the same account, some given back; the last charge."""
    charge: Wire = {}
    for n in range(count):
        metadata = SOMEBODY_ELSE if n % 2 else {"installation": f"{n:032x}", "payment": "theirs", "attempt": "1"}
        method = save_for_later(books, card_named("success"), metadata)
        charge = charge_saved(books, method, 1000 + n, "usd", metadata)
        if n % 10 == 0:
            refund_charge(books, {"charge": charge["id"], "amount": 500, "metadata": dict(metadata)})
    return charge


def charge_saved(books: Books, method: Wire, amount: int, currency: str, metadata: dict[str, str]) -> Wire:
    """Charge a saved payment method without its holder; the charge."""
    intent = new_intent(
        books, amount, currency, [method["type"]], customer=method["customer"], metadata=dict(metadata),
        description="subscription",
    )  # fmt: skip
    books.add(intent)
    books.emit("payment_intent.created", intent)
    return take(books, intent, method, Circumstances(later=True))


def charge_again(books: Books, charge_id: str) -> Wire:
    """The same payment is taken once more, as broken services do. Raises Refused for what hangs on no customer."""
    charge = books.existing("charge", charge_id)
    method = books.existing("payment_method", charge["payment_method"])
    if not method["customer"]:
        raise invalid("This payment method can't be charged again.")
    return charge_saved(books, method, charge["amount"], charge["currency"], charge["metadata"])
