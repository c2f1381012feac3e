"""Stripe's objects as its API tells them, with the fields that we read; `test_bodies.py` holds them to the SDK."""

from typing import Any

Body = dict[str, Any]
OURS = {"installation": "courier", "payment": "8a6e0804-2bd0-4672-b79d-d97027f9071a", "attempt": "1"}
ON_PAGE = {**OURS, "checkout_page": "1"}
NOON = 1_795_000_000  # seconds since 1970
CARD = {"type": "card", "card": {"brand": "visa", "last4": "4242", "exp_month": 12, "exp_year": 2034}}
DEBIT = {"type": "sepa_debit", "sepa_debit": {"last4": "3000"}}


def moved(amount: int = 200, fee: int = 36, **changes: Any) -> Body:
    return {
        "id": "txn_1", "object": "balance_transaction", "amount": amount, "fee": fee, "net": amount - fee,
        "currency": "usd", "created": NOON, "type": "charge", "source": "ch_1", "reporting_category": "charge",
        **changes,
    }  # fmt: skip


def charge(**changes: Any) -> Body:
    return {
        "id": "ch_1", "object": "charge", "amount": 200, "amount_captured": 200, "amount_refunded": 0, "captured": True,
        "currency": "usd", "created": NOON, "status": "succeeded", "metadata": OURS, "balance_transaction": moved(),
        "payment_method_details": CARD, "payment_method": "pm_1", "customer": "cus_1", "payment_intent": "pi_1",
        "disputed": False, "failure_code": None, "outcome": None, **changes,
    }  # fmt: skip


def failed(code: str, reason: str = "", advice: str = "", **changes: Any) -> Body:
    outcome = {"reason": reason or None, "advice_code": advice or None, "type": "issuer_declined"}
    return charge(
        status="failed", captured=False, amount_captured=0, failure_code=code, outcome=outcome,
        balance_transaction=None, **changes,
    )  # fmt: skip


def intent(**changes: Any) -> Body:
    return {
        "id": "pi_1", "object": "payment_intent", "amount": 200, "currency": "usd", "created": NOON, "metadata": OURS,
        "status": "succeeded", "latest_charge": charge(), "last_payment_error": None, "setup_future_usage": None,
        "payment_method": "pm_1", "customer": "cus_1", **changes,
    }  # fmt: skip


def session(**changes: Any) -> Body:
    return {
        "id": "cs_1", "object": "checkout.session", "url": "https://checkout.stripe.com/c/pay/cs_1", "status": "open",
        "expires_at": NOON + 3600, "created": NOON, "metadata": OURS, "payment_intent": None, "setup_intent": None,
        **changes,
    }  # fmt: skip


def refund(**changes: Any) -> Body:
    return {
        "id": "re_1", "object": "refund", "amount": 150, "currency": "usd", "created": NOON, "status": "succeeded",
        "charge": charge(), "metadata": OURS, "balance_transaction": "txn_2", **changes,
    }  # fmt: skip


def dispute(**changes: Any) -> Body:
    withdrawn = moved(-200, 1500, type="adjustment", source="dp_1")
    return {
        "id": "dp_1", "object": "dispute", "amount": 200, "currency": "usd", "created": NOON, "charge": charge(),
        "status": "needs_response", "reason": "fraudulent", "balance_transactions": [withdrawn], "metadata": {},
        "evidence_details": {"due_by": NOON + 7 * 86400}, **changes,
    }  # fmt: skip


def payout(**changes: Any) -> Body:
    return {
        "id": "po_1", "object": "payout", "amount": 164, "currency": "usd", "created": NOON, "arrival_date": NOON,
        "status": "paid", "automatic": True, "reconciliation_status": "completed", **changes,
    }  # fmt: skip


def payment_method(**changes: Any) -> Body:
    return {"id": "pm_1", "object": "payment_method", "created": NOON, "customer": "cus_1", **CARD, **changes}


def setup(**changes: Any) -> Body:
    return {
        "id": "seti_1", "object": "setup_intent", "created": NOON, "status": "succeeded", "customer": "cus_1",
        "payment_method": payment_method(), "latest_attempt": None, "metadata": OURS, **changes,
    }  # fmt: skip


def listed(*things: Body, more: bool = False) -> Body:
    return {"object": "list", "data": list(things), "has_more": more, "url": "/v1/things"}
