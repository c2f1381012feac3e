"""Amounts, days and sides as ISO 20022 writes them. Exact, or refused with the line."""

import re
from datetime import date, datetime
from decimal import Decimal

from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.bank.rules.xml_tree import Node
from smallfavor.core.money import AmountTooLarge, Money, exponent, is_currency

_DECIMAL = re.compile(r"\+?\d{1,18}(\.\d{0,5})?")


def read_amount(node: Node | None, line: int) -> Money:
    """An `Amt` with its currency. Raises FileRefused."""
    if node is None:
        raise FileRefused(line, "has no amount")
    currency = node.attributes.get("Ccy", "")
    if not is_currency(currency):
        raise FileRefused(node.line, "has an amount of no currency that we know")
    return Money(_minor(node.text, currency, node.line), currency)


def try_amount(node: Node | None) -> Money | None:
    """An amount that is only told beside another one: None where there is none to read."""
    if node is None:
        return None
    try:
        return read_amount(node, node.line)
    except FileRefused:
        return None


def read_side(node: Node) -> bool:
    """True where it came to us. Raises FileRefused."""
    side = node.say("CdtDbtInd")
    if side not in {"CRDT", "DBIT"}:
        raise FileRefused(node.line, "does not say whether it came in or went out")
    return side == "CRDT"


def read_day(text: str, line: int) -> date:
    """A day, or the day of a time, as the bank wrote it (its own zone). Raises FileRefused."""
    try:
        return date.fromisoformat(text[:10]) if len(text) <= 16 else datetime.fromisoformat(text).date()
    except ValueError as error:
        raise FileRefused(line, "has a date that we can't read") from error


def _minor(text: str, currency: str, line: int) -> int:
    if not text.isascii() or not _DECIMAL.fullmatch(text):
        raise FileRefused(line, "has an amount that we can't read")
    minor = Decimal(text).scaleb(exponent(currency))
    if minor != minor.to_integral_value():
        raise FileRefused(line, f"has an amount with more decimals than {currency} has")
    try:
        return Money(int(minor), currency).minor
    except AmountTooLarge as error:
        raise FileRefused(line, "has an amount that no account holds") from error
