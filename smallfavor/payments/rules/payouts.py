"""Whether a part of a payout is on our books as the provider has it. In prose: docs/books.md."""

from dataclasses import dataclass

# How a movement of each kind changes the balance.
SIGN = {"charge": 1, "refund": -1, "dispute": -1, "dispute_won": 1, "return": -1}
# What each kind is called among our own objects.
OUR_KIND = {"charge": "success", "refund": "refund", "dispute": "dispute", "dispute_won": "dispute", "return": "return"}


@dataclass(frozen=True)
class Booked:
    """What our books have of one object: its amount, and what the provider kept of it (negative: gave back)."""

    kind: str
    amount_minor: int
    currency: str
    fee_minor: int
    won: bool = False


def why_unmatched(kind: str, gross_minor: int, fee_minor: int, currency: str, booked: Booked | None) -> str:
    """What is wrong with a part of ours, in words; empty where it agrees to the last minor unit."""
    if booked is None or (kind == "dispute_won" and not booked.won):
        return "it is not on our books"
    if booked.kind != OUR_KIND[kind]:
        return f"it is a {kind} there, and a {booked.kind} here"
    ours = SIGN[kind] * booked.amount_minor
    if (gross_minor, currency) != (ours, booked.currency):
        return f"{gross_minor} {currency} there, {ours} {booked.currency} on our books (minor units)"
    if fee_minor != booked.fee_minor:
        return f"its fee is {fee_minor} {currency} there, {booked.fee_minor} on our books (minor units)"
    return ""


def adds_up(nets_minor: list[int], amount_minor: int) -> bool:
    return sum(nets_minor) == amount_minor
