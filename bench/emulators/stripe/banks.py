"""What stands behind a payment method: the test cards and the test accounts, and what each does. Pure.

The cards are those of the sandbox processor, so that tests name them alike; most numbers are Stripe's own.
"""

import re
from dataclasses import dataclass

from sandbox_processor.cards import Behaviour, Card, card_named

HARD_ADVICE = "do_not_try_again"
# Stripe's code for each of the cards' declines: (code, decline_code).
DECLINES = {
    "card_declined": ("card_declined", "generic_decline"),
    "insufficient_funds": ("card_declined", "insufficient_funds"),
    "lost_card": ("card_declined", "lost_card"),
    "expired_card": ("expired_card", ""),
    "incorrect_cvc": ("incorrect_cvc", ""),
    "processing_error": ("processing_error", ""),
    "authentication_required": ("authentication_required", "authentication_required"),
    "authentication_failed": ("payment_intent_authentication_failure", ""),
}
MESSAGES = {
    "card_declined": "Your card was declined.",
    "insufficient_funds": "Your card has insufficient funds.",
    "lost_card": "Your card was declined.",
    "expired_card": "Your card has expired.",
    "incorrect_cvc": "Your card's security code is incorrect.",
    "processing_error": "An error occurred while processing your card. Try again in a little bit.",
    "authentication_required": "Your card was declined. This transaction requires authentication.",
    "authentication_failed": (
        "We are unable to authenticate your payment method. Please choose a different payment method and try again."
    ),
}


@dataclass(frozen=True)
class Account:
    """A bank account for debits. `fails`: the debit never succeeds; `disputed`: it does, and is taken back."""

    iban: str
    slow: bool = False
    fails: str = ""
    disputed: str = ""

    @property
    def last4(self) -> str:
        return self.iban[-4:]


ACCOUNTS = {
    account.iban: account
    for account in (
        Account("DE89370400440532013000"),
        Account("DE08370400440532013003", slow=True),
        Account("DE62370400440532013001", fails="insufficient_funds"),
        Account("DE78370400440532013004", fails="insufficient_funds", slow=True),
        Account("DE35370400440532013002", disputed="debit_not_authorized"),
    )
}


def read_iban(text: str) -> Account | None:
    """The test account of that number; None for any other, so that no real one is ever kept."""
    return ACCOUNTS.get(re.sub(r"\s", "", text).upper())


def behaviour_of(inner: dict[str, str], *, later: bool) -> Behaviour:
    """What a card does on a page, or (`later`) without its holder."""
    card = card_named(inner["card"])
    return card.later if later else card.first


def is_card(inner: dict[str, str]) -> bool:
    return "card" in inner


def account_of(inner: dict[str, str]) -> Account:
    return ACCOUNTS[inner["iban"]]


def card_of(inner: dict[str, str]) -> Card:
    return card_named(inner["card"])
