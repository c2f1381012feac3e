"""What the account holds, line by line (balance transactions), and what is paid out of it. Not here: charges."""

from typing import Any

from bench.emulators.stripe.refusals import invalid
from bench.emulators.stripe.shapes import Wire
from bench.emulators.stripe.store import Books

DAY_S = 24 * 3600


def add_line(
    books: Books, kind: str, source: str, amount: int, currency: str, *, fee: int = 0, category: str = "",
    description: str = "",
) -> Wire:  # fmt: skip
    """Note one movement of the balance, in minor units; its net is `amount` - `fee`."""
    details: list[Wire] = []
    if fee:
        details.append(
            {
                "amount": fee,
                "application": None,
                "currency": currency,
                "description": "Stripe fees",
                "type": "stripe_fee",
            }
        )
    return books.add({
        "id": books.new_id("txn"), "object": "balance_transaction", "amount": amount,
        "available_on": books.now_s + 2 * DAY_S, "balance_type": "payments", "created": books.now_s,
        "currency": currency, "description": description or None, "exchange_rate": None, "fee": fee,
        "fee_details": details, "net": amount - fee, "reporting_category": category or kind, "source": source,
        "status": "pending", "type": kind,
    })  # fmt: skip


def pay_out(books: Books, currency: str) -> Wire:
    """The automatic payout: everything of one currency that no earlier one took. Raises Refused."""
    open_lines = (
        "kind = 'balance_transaction' AND json_extract(inner, '$.payout') IS NULL"
        " AND json_extract(body, '$.currency') = ?"
    )
    lines = [line for _, _, line in books.select(open_lines, (currency,))]
    amount = sum(line["net"] for line in lines)
    if amount <= 0:
        raise invalid(
            "You have insufficient funds in your Stripe account for this payout.", code="balance_insufficient"
        )
    payout_id = books.new_id("po")
    own = add_line(books, "payout", payout_id, -amount, currency, description="STRIPE PAYOUT")
    for line in [*lines, own]:
        line["status"] = "available"
        books.save(line, payout=payout_id)
    payout = books.add({
        "id": payout_id, "object": "payout", "amount": amount, "application_fee": None,
        "application_fee_amount": None, "arrival_date": books.now_s // DAY_S * DAY_S + 2 * DAY_S, "automatic": True,
        "balance_transaction": own["id"], "created": books.now_s, "currency": currency,
        "description": "STRIPE PAYOUT", "destination": None, "failure_balance_transaction": None,
        "failure_code": None, "failure_message": None, "livemode": False, "metadata": {}, "method": "standard",
        "original_payout": None, "payout_method": None, "reconciliation_status": "completed", "reversed_by": None,
        "source_type": "card", "statement_descriptor": None, "status": "in_transit", "trace_id": None,
        "type": "bank_account",
    })  # fmt: skip
    books.emit("payout.created", payout)
    books.emit("payout.reconciliation_completed", payout)
    return payout


def close_payout(books: Books, payout_id: str, *, failed: bool) -> Wire:
    """The bank has taken a payout, or has sent it back. Raises Refused."""
    payout = books.existing("payout", payout_id)
    if payout["status"] == "failed" or (payout["status"] == "paid" and not failed):
        raise invalid("This payout has ended.")
    payout["status"] = "failed" if failed else "paid"
    if failed:
        back = add_line(books, "payout_failure", payout_id, payout["amount"], payout["currency"])
        payout |= {
            "failure_balance_transaction": back["id"], "failure_code": "account_closed",
            "failure_message": "The bank account has been closed.",
        }  # fmt: skip
    books.save(payout)
    books.emit("payout.failed" if failed else "payout.paid", payout)
    return payout


def held(books: Books) -> Wire:
    """What `GET /v1/balance` tells."""
    rows = books.sql.execute(
        "SELECT json_extract(body, '$.currency'), sum(json_extract(body, '$.net')) FROM object"
        " WHERE kind = 'balance_transaction' AND json_extract(inner, '$.payout') IS NULL GROUP BY 1"
    ).fetchall()
    pending: list[dict[str, Any]] = [
        {"amount": amount, "currency": currency, "source_types": {"card": amount}} for currency, amount in rows
    ]
    return {"object": "balance", "available": [], "livemode": False, "pending": pending}
