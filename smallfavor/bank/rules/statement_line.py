"""One line of a bank statement, however it came (camt.053, camt.054, CSV). Amounts in minor units."""

from dataclasses import dataclass
from datetime import date

from smallfavor.core.money import Money


@dataclass(frozen=True)
class StatementLine:
    """Money that moved on our account at the bank.

    `line_id`: the bank's own reference of this movement, or one made of its content: the same statement read twice, or
    a notification (camt.054) and the statement that follows it, name the same line alike. `amount` is positive;
    `credit`: it came to us. What a kind of line does not have is empty. `return_code`: the ISO 20022 reason of a direct
    debit that came back (AC04, AM04, MD06, ...), then `end_to_end_id` names the collection. `reference`: a structured
    creditor reference (ISO 11649, `RF18...`), without spaces. `remittance`: what the payer wrote. `fee`: what the bank
    kept for this line.
    """

    account: str  # our IBAN
    line_id: str
    amount: Money
    credit: bool
    booked_on: date
    end_to_end_id: str = ""
    mandate_id: str = ""
    batch_id: str = ""  # the message or payment information that we gave the bank
    return_code: str = ""
    reference: str = ""
    remittance: str = ""
    name: str = ""  # who paid, or was paid
    iban: str = ""
    fee: Money | None = None
