"""The test cards and what each does. Pure; real card numbers are refused, so none is ever stored."""

import re
from dataclasses import dataclass
from datetime import date


class CardRefused(Exception):
    """Raised when what was typed is not a card that we take. `field` and `code` name the sentence for the reader."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(code)
        self.field = field
        self.code = code


@dataclass(frozen=True)
class Behaviour:
    """What happens when a card is charged: a decline code, or success when `decline` is empty."""

    decline: str = ""
    hard: bool = False
    processing_s: int = 0  # not 0: the bank answers that much later
    disputed_s: int = 0  # not 0: the payer's bank takes the money back that much later


SUCCEEDS = Behaviour()


@dataclass(frozen=True)
class Card:
    """One test card. `first` is the charge on the hosted page, `later` one without the reader."""

    name: str
    number: str
    brand: str = "Visa"
    first: Behaviour = SUCCEEDS
    later: Behaviour = SUCCEEDS
    challenge: bool = False  # the reader is asked to confirm on a second page
    wait_s: float = 0

    @property
    def last4(self) -> str:
        return self.number[-4:]

    @property
    def spaced(self) -> str:
        return " ".join(re.findall(".{4}", self.number))


_DECLINED = Behaviour("card_declined")
_INSUFFICIENT = Behaviour("insufficient_funds")
_EXPIRED = Behaviour("expired_card", hard=True)
_WRONG_CVC = Behaviour("incorrect_cvc")
_BROKEN = Behaviour("processing_error")
_NEEDS_PAYER = Behaviour("authentication_required")
_LOST = Behaviour("lost_card", hard=True)
_AT_THE_BANK = Behaviour(processing_s=20)

CARDS = (
    Card("success", "4242424242424242"),
    Card("success_mastercard", "5555555555554444", brand="Mastercard"),
    Card("challenge", "4000002500003155", challenge=True),
    Card("slow", "4000000000000077", wait_s=4),
    Card("processing", "4000000000000101", first=_AT_THE_BANK, later=_AT_THE_BANK),
    Card("declined", "4000000000000002", first=_DECLINED, later=_DECLINED),
    Card("insufficient_funds", "4000000000009995", first=_INSUFFICIENT, later=_INSUFFICIENT),
    Card("expired", "4000000000000069", first=_EXPIRED, later=_EXPIRED),
    Card("incorrect_cvc", "4000000000000127", first=_WRONG_CVC, later=_WRONG_CVC),
    Card("processing_error", "4000000000000119", first=_BROKEN, later=_BROKEN),
    Card("dispute", "4000000000000259", first=Behaviour(disputed_s=5)),
    Card("renewal_insufficient", "4000000000000341", later=_INSUFFICIENT),
    Card("renewal_authentication", "4000002760003184", challenge=True, later=_NEEDS_PAYER),
    Card("renewal_lost", "4000000000009987", later=_LOST),
)
_BY_NUMBER = {card.number: card for card in CARDS}
_BY_NAME = {card.name: card for card in CARDS}


def card_named(name: str) -> Card:
    """Raises KeyError."""
    return _BY_NAME[name]


def read_number(text: str) -> Card:
    """The test card of that number. Raises CardRefused."""
    digits = re.sub(r"[\s-]", "", text)
    if not digits:
        raise CardRefused("number", "number_missing")
    if not re.fullmatch(r"[0-9]{12,19}", digits) or not _luhn(digits):
        raise CardRefused("number", "number_invalid")
    if digits not in _BY_NUMBER:
        raise CardRefused("number", "number_not_test")
    return _BY_NUMBER[digits]


def read_expiry(text: str, today: date) -> tuple[int, int]:
    """(year, month) from "12/34", "12 / 2034" or "1234". Raises CardRefused."""
    if not text.strip():
        raise CardRefused("expiry", "expiry_missing")
    found = re.fullmatch(r"\s*(0?[1-9]|1[0-2])\s*[/.\- ]\s*(?:20)?([0-9]{2})\s*|(0[1-9]|1[0-2])([0-9]{2})", text)
    if found is None:
        raise CardRefused("expiry", "expiry_invalid")
    month, year = int(found[1] or found[3]), 2000 + int(found[2] or found[4])
    if (year, month) < (today.year, today.month):
        raise CardRefused("expiry", "expiry_past")
    if year > today.year + 50:
        raise CardRefused("expiry", "expiry_invalid")
    return year, month


def check_cvc(text: str) -> None:
    """Raises CardRefused."""
    if not text.strip():
        raise CardRefused("cvc", "cvc_missing")
    if not re.fullmatch(r"[0-9]{3,4}", text.strip()):
        raise CardRefused("cvc", "cvc_invalid")


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
