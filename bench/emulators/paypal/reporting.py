"""What is listed: transactions of a time, disputes. And what only tests ask for: disputes, withdrawals."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from bench.emulators.paypal.calls import Machine
from bench.emulators.paypal.payments import find_capture
from bench.emulators.paypal.refusals import Refused, missing, unprocessable
from bench.emulators.paypal.store import Books, money
from bench.emulators.paypal.values import new_name, time_text

LONGEST_RANGE_S = 31 * 86400
MOST = 10_000
DUE_IN_S = 10 * 86400
OUTCOMES = {"won": "RESOLVED_SELLER_FAVOUR", "lost": "RESOLVED_BUYER_FAVOUR"}


class Reporting:
    """The verbs over lists. `lag_s` of a query: what is younger is not shown."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def transactions(self, books: Books, _: str, query: dict[str, Any]) -> dict[str, Any]:
        start_s, end_s = _seconds(query, "start_date"), _seconds(query, "end_date")
        if end_s - start_s > LONGEST_RANGE_S + 1:
            raise Refused(400, "INVALID_DATE_RANGE", "end_date")
        rows = books.sql.execute(
            "SELECT id, code, status, at_s, currency, amount, fee, about, custom, invoice FROM moved"
            " WHERE at_s >= ? AND at_s <= ? AND at_s <= ? AND (id = ? OR ? = '') ORDER BY seq",
            (start_s, end_s, books.now_s - query["lag_s"], *[query.get("transaction_id", "")] * 2),
        ).fetchall()
        if len(rows) > MOST:
            raise Refused(400, "RESULTSET_TOO_LARGE")
        size = self._machine.page_size or min(int(query.get("page_size", 100)), 500)
        page = int(query.get("page", 1))
        return {
            "transaction_details": [
                {"transaction_info": _transaction(row)} for row in rows[(page - 1) * size : page * size]
            ],
            "account_number": "EMULATOR",
            "start_date": time_text(start_s),
            "end_date": time_text(end_s),
            "last_refreshed_datetime": books.now_text,
            "page": page,
            "total_items": len(rows),
            "total_pages": max(1, -(-len(rows) // size)),
        }

    def disputes(self, books: Books, _: str, query: dict[str, Any]) -> dict[str, Any]:
        since_s = _seconds(query, "start_time") if "start_time" in query else 0.0
        of = query.get("disputed_transaction_id", "")
        found = [
            one
            for one in books.every("dispute")
            if _moment(one["create_time"]) >= since_s - 1
            and of in {"", one["disputed_transactions"][0]["seller_transaction_id"]}
            and _moment(one["create_time"]) <= books.now_s - query["lag_s"]
        ]
        size = self._machine.page_size or int(query.get("page_size", 10))
        first = int(query.get("next_page_token", 0))
        listed = [
            {name: one[name] for name in ("dispute_id", "create_time", "status", "dispute_amount")}
            for one in found[first : first + size]
        ]
        more = f"{self._machine.url}/v1/customer/disputes?next_page_token={first + size}"
        links = [{"href": more, "rel": "next", "method": "GET"}] if first + size < len(found) else []
        return {"items": listed, "links": links}

    def show_dispute(self, books: Books, name: str, _: Any) -> dict[str, Any]:
        dispute = books.find("dispute", name)
        if dispute is None:
            raise missing()
        return dispute

    # --- For tests alone ---

    def open_dispute(self, books: Books, body: dict[str, Any]) -> dict[str, Any]:
        _, capture = find_capture(books, str(body["capture"]))
        currency = capture["amount"]["currency_code"]
        dispute = {
            "dispute_id": f"PP-R-{new_name()[:8]}",
            "create_time": books.now_text,
            "update_time": books.now_text,
            "disputed_transactions": [{"seller_transaction_id": capture["id"]}],
            "reason": "UNAUTHORISED",
            "status": "WAITING_FOR_SELLER_RESPONSE",
            "dispute_amount": capture["amount"],
            "dispute_life_cycle_stage": "CHARGEBACK",
            "seller_response_due_date": time_text(books.now_s + DUE_IN_S),
        }
        books.add("dispute", dispute, "dispute_id")
        books.move("T1201", -Decimal(capture["amount"]["value"]), currency, about=capture["id"])
        books.tell("CUSTOMER.DISPUTE.CREATED", "dispute", dispute)
        return dispute

    def close_dispute(self, books: Books, name: str, body: dict[str, Any]) -> dict[str, Any]:
        dispute = self.show_dispute(books, name, {})
        if dispute["status"] == "RESOLVED":
            raise unprocessable("DISPUTE_RESOLVED")
        dispute |= {"status": "RESOLVED", "dispute_outcome": {"outcome_code": OUTCOMES[body["outcome"]]}}
        books.save(dispute, "dispute_id")
        if body["outcome"] == "won":
            value, currency = Decimal(dispute["dispute_amount"]["value"]), dispute["dispute_amount"]["currency_code"]
            books.move(
                "T1202", value, currency, about=dispute["disputed_transactions"][0]["seller_transaction_id"]
            )  # fmt: skip
        books.tell("CUSTOMER.DISPUTE.RESOLVED", "dispute", dispute)
        return dispute

    def withdraw(self, books: Books, body: dict[str, Any]) -> dict[str, Any]:
        """Send what the balance holds, or a part of it, to the bank."""
        currency = str(body["currency"])
        value = Decimal(str(body.get("value") or books.balance(currency)))
        if value <= 0:
            raise unprocessable("INSUFFICIENT_FUNDS")
        return {"id": books.move("T0400", -value, currency, status="P"), "at": books.now_text}

    def end_withdrawal(self, books: Books, name: str, body: dict[str, Any]) -> dict[str, Any]:
        """The bank has it; or sends it back, which is a transaction of its own."""
        row = books.sql.execute("SELECT currency, amount FROM moved WHERE id = ? AND status = 'P'", (name,)).fetchone()
        if row is None:
            raise missing()
        failed = body["outcome"] == "failed"
        books.sql.execute("UPDATE moved SET status = ? WHERE id = ?", ("V" if failed else "S", name))
        if failed:
            books.move("T1100", -Decimal(row[1]), row[0], about=name)
        return {"id": name}


def _transaction(row: tuple[Any, ...]) -> dict[str, Any]:
    name, code, status, at_s, currency, value, kept, about, custom, invoice = row
    found = {
        "transaction_id": name,
        "transaction_event_code": code,
        "transaction_initiation_date": time_text(at_s),
        "transaction_updated_date": time_text(at_s),
        "transaction_amount": money(value, currency),
        "transaction_status": status,
    }
    if Decimal(kept):
        found["fee_amount"] = money(str(-Decimal(kept)), currency)
    if about:
        found |= {"paypal_reference_id": about, "paypal_reference_id_type": "TXN"}
    return found | ({"custom_field": custom} if custom else {}) | ({"invoice_id": invoice} if invoice else {})


def _seconds(query: dict[str, Any], name: str) -> float:
    try:
        return _moment(query[name])
    except (KeyError, ValueError, TypeError) as error:
        raise Refused(400, "INVALID_PARAMETER_SYNTAX", name) from error


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
