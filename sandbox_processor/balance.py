"""What we hold for the paper, line by line, and what we pay out of it. Not here: charges and what undoes them.

Every movement of money leaves one line: gross, what we keep of it, and the rest. A payout takes all lines of one
currency that no earlier one took, so that the lines of a payout add up to it.
"""

from dataclasses import asdict, dataclass
from secrets import token_hex
from typing import Any, Literal, cast

from sandbox_processor.objects import Charge, Dispute, Metadata, Payout, Refund, Return
from sandbox_processor.refusals import Fields, Refused, invalid, missing
from sandbox_processor.store import Books
from sandbox_processor.tariff import MAXIMUM_MINOR, MINIMUM_MINOR

Kind = Literal["charge", "refund", "dispute", "dispute_won", "return", "fee", "adjustment", "payout_failed"]
MILLION = 1_000_000
DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True)
class Line:
    """One movement. `net_minor` = `gross_minor` - `fee_minor`; negative where money left."""

    id: str
    created_ms: int
    kind: str
    source: str
    charge: str
    currency: str
    gross_minor: int
    fee_minor: int
    net_minor: int
    metadata: Metadata


def add_line(
    books: Books, kind: Kind, thing: Charge | Refund | Dispute | Return | Payout, gross_minor: int, fee_minor: int = 0
) -> None:
    """Note what `thing` did to the balance."""
    charge = thing.charge if isinstance(thing, Refund | Dispute | Return) else ""
    row = (
        f"bt_{token_hex(12)}", books.now_ms, kind, thing.id, charge, thing.currency, gross_minor, fee_minor,
        gross_minor - fee_minor,
    )  # fmt: skip
    books.insert_line(row, thing.metadata)


def adjust(books: Books, fields: Fields) -> dict[str, Any]:
    """A correction or a fee of the account itself, which no payment explains (the tests' part)."""
    kind = fields.choice("kind", ("adjustment", "fee"))
    currency = fields.choice("currency", tuple(MINIMUM_MINOR))
    amount_minor = fields.whole("amount_minor", least=-MAXIMUM_MINOR, most=MAXIMUM_MINOR)
    fields.done()
    if amount_minor == 0 or (kind == "fee" and amount_minor > 0):
        raise invalid("amount_minor", "a fee is negative, and neither moves nothing")
    line_id = f"bt_{token_hex(12)}"
    books.insert_line((line_id, books.now_ms, kind, "", "", currency, amount_minor, 0, amount_minor), {})
    return {"object": "balance_line", "id": line_id}


def pay_out(books: Books, fields: Fields) -> Payout:
    """Pay out what stands in one currency, if that is more than nothing.

    `bank_currency` and `rate_millionths` (its minor units for a million of ours): the bank counts in another currency.
    """
    currency = fields.choice("currency", tuple(MINIMUM_MINOR))
    bank_currency = fields.choice("bank_currency", tuple(MINIMUM_MINOR), default=currency)
    rate = fields.whole("rate_millionths", least=1, most=10**12, default=MILLION)
    fields.done()
    amount_minor = books.balance_minor(currency)
    if amount_minor <= 0:
        raise Refused(400, "nothing_to_pay_out", "there is nothing to pay out in this currency")
    payout = Payout(
        id=books.new_id("payout"),
        created_ms=books.now_ms,
        metadata={},
        amount_minor=amount_minor,
        currency=currency,
        bank_minor=amount_minor if bank_currency == currency else (amount_minor * rate + MILLION // 2) // MILLION,
        bank_currency=bank_currency,
        arrives_ms=books.now_ms + 2 * DAY_MS,
    )
    books.take_lines(currency, payout.id)
    books.add(payout)
    books.emit("payout.created", payout)
    return payout


def close_payout(books: Books, payout_id: str, fields: Fields) -> Payout:
    """The bank took it, or sent it back: then it stands on the balance again."""
    outcome = cast('Literal["paid", "failed"]', fields.choice("outcome", ("paid", "failed")))
    fields.done()
    payout = books.find_as(Payout, payout_id)
    if payout is None:
        raise missing(payout_id)
    if payout.state == "failed" or payout.state == outcome:
        raise Refused(400, "payout_closed", "this payout has ended already")
    payout.state = outcome
    books.save(payout)
    if outcome == "failed":
        add_line(books, "payout_failed", payout, payout.amount_minor)
    books.emit(f"payout.{outcome}", payout)
    return payout


def parts_of(books: Books, payout_id: str, after: int, limit: int) -> list[tuple[int, dict[str, Any]]]:
    """The lines that a payout took, in order, with their sequence numbers."""
    return [(seq, asdict(Line(*values))) for seq, values in books.lines(payout_id, after, limit)]
