"""What the payer's bank does to a charge: disputes that can be won, and debits taken back for good."""

from sandbox_processor.balance import DAY_MS, add_line
from sandbox_processor.objects import Charge, Dispute, Return
from sandbox_processor.refusals import Fields, Refused, missing
from sandbox_processor.store import Books
from sandbox_processor.tariff import dispute_fee_minor, return_fee_minor

ANSWER_DAYS = 14
HARD_RETURNS = frozenset({"account_closed", "mandate_revoked", "payer_objected"})
RETURN_CODES = ("insufficient_funds", "account_closed", "mandate_revoked", "payer_objected", "unknown_reason")


def dispute_charge(books: Books, fields: Fields) -> Dispute:
    """The payer's bank takes the money back (the tests' part: a real one does so by itself)."""
    charge_id = fields.text("charge")
    fields.done()
    return open_dispute(books, _taken(books, charge_id))


def open_dispute(books: Books, charge: Charge) -> Dispute:
    """Of what is left of the charge."""
    dispute = Dispute(
        id=books.new_id("dispute"),
        created_ms=books.now_ms,
        metadata=charge.metadata,
        charge=charge.id,
        amount_minor=_left(charge),
        currency=charge.currency,
        fee_minor=dispute_fee_minor(charge.currency),
        due_ms=books.now_ms + ANSWER_DAYS * DAY_MS,
    )
    charge.gone_minor += dispute.amount_minor
    books.save(charge)
    books.add(dispute)
    add_line(books, "dispute", dispute, -dispute.amount_minor, dispute.fee_minor)
    books.emit("dispute.opened", dispute)
    return dispute


def close_dispute(books: Books, dispute_id: str, fields: Fields) -> Dispute:
    """Decide an open dispute: won (the money and the fee come back to the paper) or lost."""
    outcome = fields.choice("outcome", ("won", "lost"))
    fields.done()
    dispute = books.find_as(Dispute, dispute_id)
    if dispute is None:
        raise missing(dispute_id)
    if dispute.state != "open":
        raise Refused(400, "dispute_closed", "this dispute is decided already")
    dispute.state = "won" if outcome == "won" else "lost"
    if dispute.state == "won":
        dispute.fee_returned_minor = dispute.fee_minor
        add_line(books, "dispute_won", dispute, dispute.amount_minor, -dispute.fee_minor)
        charge = books.find_as(Charge, dispute.charge)
        if charge is not None:
            charge.gone_minor -= dispute.amount_minor
            books.save(charge)
    books.save(dispute)
    books.emit("dispute.closed", dispute)
    return dispute


def return_charge(books: Books, fields: Fields) -> Return:
    """The payer's bank sends a debit back, today or weeks later (the tests' part)."""
    charge_id = fields.text("charge")
    code = fields.choice("code", RETURN_CODES, default="insufficient_funds")
    fields.done()
    charge = _taken(books, charge_id)
    returned = Return(
        id=books.new_id("return"),
        created_ms=books.now_ms,
        metadata=charge.metadata,
        charge=charge.id,
        amount_minor=_left(charge),
        currency=charge.currency,
        fee_minor=return_fee_minor(charge.currency),
        code=code,
        hard=code in HARD_RETURNS,
    )
    charge.gone_minor += returned.amount_minor
    books.save(charge)
    books.add(returned)
    add_line(books, "return", returned, -returned.amount_minor, returned.fee_minor)
    books.emit("return.created", returned)
    return returned


def _taken(books: Books, charge_id: str) -> Charge:
    charge = books.find_as(Charge, charge_id)
    if charge is None:
        raise missing(charge_id)
    if charge.state != "succeeded" or _left(charge) <= 0:
        raise Refused(400, "charge_not_disputable", "only money that was taken, and is still here, can be taken back")
    return charge


def _left(charge: Charge) -> int:
    return charge.amount_minor - charge.refunded_minor - charge.gone_minor
