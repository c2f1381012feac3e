"""One line of a bank statement, however it came (camt.053, camt.054, CSV), and the statement. Minor units."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from smallfavor.core.money import Money

StatementKind = Literal["statement", "notification", "table"]


@dataclass(frozen=True)
class StatementLine:
    """Money that moved on our account at the bank.

    `line_id`: the bank's own reference of this movement, or one made of its content: the same statement read twice, or
    a notification (camt.054) and the statement that follows it, name the same line alike. `content_id`: made of its
    content alone; it finds the same movement again where the two name it by different references. `entry_id`: the
    booking that the line stands for, or, where `part`, is one of several of: a statement may show as one sum what a
    notification lists one by one.

    `amount` is positive, what moved on the account; `credit`: it came to us. What a kind of line does not have is
    empty. `return_code`: the ISO 20022 reason of a direct debit that came back (AC04, AM04, MD06, ...), then
    `end_to_end_id` names the collection. `reversal`: the bank undoes an earlier booking of its own. `reference`: a
    structured creditor reference (ISO 11649, `RF18...`), without spaces. `remittance`: what the payer wrote. `fee`:
    what the bank kept for this line, inside `amount`: a transfer of 10.00 that cost 0.50 is a credit of 9.50 with a
    fee of 0.50; a collection of 10.00 that came back for 3.00 is a debit of 13.00 with a fee of 3.00. `original`: what
    the payer sent, where that was in another currency.
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
    original: Money | None = None
    reversal: bool = False
    content_id: str = ""
    entry_id: str = ""
    part: bool = False
    source_line: int = 0  # where in the file

    @property
    def gross(self) -> Money:
        """The amount before the bank's fee: what the payer sent, or what came back of a collection."""
        if self.fee is None:
            return self.amount
        return Money(self.amount.minor + (self.fee.minor if self.credit else -self.fee.minor), self.amount.currency)

    @property
    def signed_minor(self) -> int:
        return self.amount.minor if self.credit else -self.amount.minor


@dataclass(frozen=True)
class ReadStatement:
    """One statement, notification or table as it was read; its lines in their order.

    `opening_minor` and `closing_minor`: signed, None where the file does not say; where both are there, they have been
    checked against the lines. `until`: the last day that it is complete for; a notification is complete for none.
    `pending`: entries that are announced and not booked; they are left out.
    """

    kind: StatementKind
    account: str
    currency: str
    statement_id: str
    lines: tuple[StatementLine, ...]
    opening_minor: int | None = None
    closing_minor: int | None = None
    until: date | None = None
    pending: int = 0
