"""Disputes: a card's holder takes the money back, or a bank sends a debit back for good. Not here: refunds."""

from typing import Any

from bench.emulators.stripe.balance import DAY_S, add_line
from bench.emulators.stripe.refusals import invalid
from bench.emulators.stripe.shapes import Wire
from bench.emulators.stripe.store import Books
from sandbox_processor.tariff import dispute_fee_minor, return_fee_minor

EVIDENCE_DAYS = 7


def open_dispute(books: Books, charge: Wire, reason: str) -> Wire:
    """A bank debit's ends at once, lost: there is nothing to be won. Raises Refused."""
    if charge["status"] != "succeeded":
        raise invalid("Only money that was taken can be disputed.")
    if charge["disputed"]:
        raise invalid("This charge is disputed already.", code="charge_disputed")
    debit = charge["payment_method_details"]["type"] == "sepa_debit"
    currency = charge["currency"].upper()
    dispute_id = books.new_id("du" if debit else "dp")
    amount = charge["amount"] - charge["amount_refunded"]
    line = add_line(
        books, "adjustment", dispute_id, -amount, charge["currency"],
        fee=return_fee_minor(currency) if debit else dispute_fee_minor(currency), category="dispute",
        description=f"Chargeback withdrawal for {charge['id']}",
    )  # fmt: skip
    dispute = books.add(_new_dispute(books, dispute_id, charge, amount, reason, line))
    charge["disputed"] = True
    books.save(charge)
    books.emit("charge.dispute.created", dispute)
    books.emit("charge.dispute.funds_withdrawn", dispute)
    if debit:
        return close_dispute(books, dispute_id, won=False)
    return dispute


def close_dispute(books: Books, dispute_id: str, *, won: bool, fee_returned: bool = True) -> Wire:
    """The bank has decided. `fee_returned`: with a dispute that was won the fee comes back, too. Raises Refused."""
    dispute = books.existing("dispute", dispute_id)
    if dispute["status"] in ("won", "lost"):
        raise invalid("This dispute is already closed.")
    previous = {"status": dispute["status"]}
    dispute["status"] = "won" if won else "lost"
    if won:
        fee = -dispute["balance_transactions"][0]["fee"] if fee_returned else 0
        line = add_line(
            books, "adjustment", dispute_id, dispute["amount"], dispute["currency"], fee=fee,
            category="dispute_reversal", description=f"Chargeback reversal for {dispute['charge']}",
        )  # fmt: skip
        dispute["balance_transactions"].append(line)
        charge = books.existing("charge", dispute["charge"])
        charge["disputed"] = False
        books.save(charge)
    books.save(dispute)
    books.emit("charge.dispute.closed", dispute, previous)
    if won:
        books.emit("charge.dispute.funds_reinstated", dispute)
    return dispute


def _new_dispute(books: Books, dispute_id: str, charge: Wire, amount: int, reason: str, line: Wire) -> Wire:
    debit = charge["payment_method_details"]["type"] == "sepa_debit"
    evidence: dict[str, Any] = {"enhanced_evidence": {}}
    due = None if debit else books.now_s + EVIDENCE_DAYS * DAY_S
    return {
        "id": dispute_id, "object": "dispute", "amount": amount, "balance_transactions": [line],
        "charge": charge["id"], "created": books.now_s, "currency": charge["currency"],
        "enhanced_eligibility_types": [], "evidence": evidence,
        "evidence_details": {
            "due_by": due, "enhanced_eligibility": {}, "has_evidence": False, "past_due": False,
            "submission_count": 0, "submission_method": "not_submitted",
        },
        "is_charge_refundable": False, "livemode": False, "metadata": {}, "payment_intent": charge["payment_intent"],
        "reason": reason, "status": "needs_response",
    }  # fmt: skip
