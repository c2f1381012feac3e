"""Saved ways to pay: how our token names one, and how Stripe's JSON tells one. Pure.

A token is `customer:payment method:type`, such as `cus_1:pm_1:card`. Stripe charges a saved payment method only
together with the customer whom it belongs to, and needs to be told its type where nobody is there to choose. A copied
card from another processor has no page that told us: `cus_1:pm_1` means a card.
"""

from dataclasses import dataclass
from datetime import datetime

from smallfavor.payments.providers.base import InstrumentUpdated, ListedInstrument, SavedInstrument
from smallfavor.payments.providers.stripe.fields import (
    Thing,
    Unreadable,
    expanded,
    id_of,
    identifier,
    moment,
    read_ours,
    take,
    take_or,
)

CARD = "card"
SEPA_DEBIT = "sepa_debit"
# Paid once by the reader's bank, which leaves a mandate for later debits behind.
LEAVES_A_MANDATE = ("ideal", "bancontact", "sofort")
DEBITS = frozenset({SEPA_DEBIT, "bacs_debit", "au_becs_debit", "acss_debit", "us_bank_account", "nz_bank_account"})
BRANDS = {
    "amex": "American Express", "cartes_bancaires": "Cartes Bancaires", "diners": "Diners Club", "discover": "Discover",
    "eftpos_au": "eftpos", "jcb": "JCB", "link": "Link", "mastercard": "Mastercard", "unionpay": "UnionPay",
    "visa": "Visa",
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """What a token says. `customer` is empty where nobody told one."""

    customer: str
    payment_method: str
    kind: str

    @staticmethod
    def read(token: str) -> "Token":
        parts = token.split(":")
        if len(parts) == 1:
            return Token("", parts[0], CARD)
        return Token(parts[0], parts[1], parts[2] if len(parts) > 2 else CARD)

    def __str__(self) -> str:
        return f"{self.customer}:{self.payment_method}:{self.kind}"


def method_of(kind: str) -> str:
    """Our name of the way to pay. What the page offers besides cards (wallets and such) came through the same door."""
    return SEPA_DEBIT if kind == SEPA_DEBIT else CARD


def of_charge(charge: Thing) -> SavedInstrument | None:
    """What the payer left when they paid on a page that saves. Raises Unreadable."""
    details, customer = expanded(charge, "payment_method_details"), id_of(charge, "customer")
    if not customer or not details:
        return None
    kind = take(details, "type", str)
    if kind in LEAVES_A_MANDATE:
        return _from_mandate(expanded(details, kind), customer)
    if not id_of(charge, "payment_method"):
        return None
    return _saved(Token(customer, identifier(charge, "payment_method"), kind), expanded(details, kind))


def of_setup(intent: Thing) -> SavedInstrument | None:
    """What the payer left on a page that only saves. Raises Unreadable."""
    attempt = expanded(expanded(intent, "latest_attempt"), "payment_method_details")
    kind, customer = attempt.get("type"), id_of(intent, "customer")
    if kind in LEAVES_A_MANDATE:
        return _from_mandate(expanded(attempt, str(kind)), customer)
    method = expanded(intent, "payment_method")
    return of_payment_method(method) if method else None


def of_payment_method(method: Thing) -> SavedInstrument | None:
    """None where it belongs to nobody (any more). Raises Unreadable."""
    customer, kind = id_of(method, "customer"), take(method, "type", str)
    return _saved(Token(customer, identifier(method), kind), expanded(method, kind)) if customer else None


def read_update(method: Thing) -> InstrumentUpdated | None:
    """How a saved card looks now: the card networks tell Stripe of new numbers and dates. Raises Unreadable."""
    saved = of_payment_method(method)
    return None if saved is None else InstrumentUpdated(saved.token, moment(method), saved)


def listed(intent: Thing, saved: SavedInstrument, created_at: datetime) -> ListedInstrument:
    """The instrument that an intent (of a payment or of a setup) left, with what has become of it."""
    method = expanded(intent, "payment_method")
    is_same = method.get("id") == Token.read(saved.token).payment_method
    return ListedInstrument(saved.token, not is_same or bool(id_of(method, "customer")), created_at, read_ours(intent))


def _from_mandate(details: Thing, customer: str) -> SavedInstrument | None:
    generated = id_of(details, "generated_sepa_debit")
    if not generated or not customer:
        return None
    last4 = take_or(details, "iban_last4", str, "")
    return SavedInstrument(str(Token(customer, generated, SEPA_DEBIT)), SEPA_DEBIT, f"IBAN •••• {last4}")


def _saved(token: Token, details: Thing) -> SavedInstrument:
    label, expires = token.kind.replace("_", " ").capitalize(), None
    if token.kind == CARD:
        brand, last4 = take_or(details, "brand", str, ""), take(details, "last4", str)
        label = f"{BRANDS.get(brand, 'Card')} •••• {last4}"
        expires = (take(details, "exp_year", int), take(details, "exp_month", int))
        if not 1 <= expires[1] <= 12 or not 2000 <= expires[0] <= 9999:
            raise Unreadable("exp_month")
    elif token.kind == SEPA_DEBIT:
        label = f"IBAN •••• {take_or(details, 'last4', str, '')}"
    return SavedInstrument(str(token), method_of(token.kind), label, expires)
