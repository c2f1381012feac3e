"""Charges: what one confirmation of a PaymentIntent leads to, at once or when the bank answers; and refunds."""

from dataclasses import dataclass
from typing import Any

from stripe.params import RefundCreateParams, RefundUpdateParams

from bench.emulators.stripe.balance import add_line
from bench.emulators.stripe.banks import DECLINES, HARD_ADVICE, MESSAGES, account_of, behaviour_of, is_card
from bench.emulators.stripe.disputes import open_dispute
from bench.emulators.stripe.known import only, with_metadata
from bench.emulators.stripe.methods import mandate_for
from bench.emulators.stripe.refusals import invalid
from bench.emulators.stripe.shapes import Wire
from bench.emulators.stripe.store import Books
from sandbox_processor.cards import Behaviour
from sandbox_processor.tariff import fee_minor

SLOWER = 3
DISPUTED_AFTER_S = 1.0


@dataclass(frozen=True)
class Circumstances:
    """How a confirmation comes about. `later`: without the payer. `denied`: the payer refused the challenge."""

    later: bool = False
    denied: bool = False
    session: str = ""
    sepa_s: float = 2.0


def take(books: Books, intent: Wire, method: Wire, how: Circumstances) -> Wire:
    """Charge `method` for `intent`, with everything that follows; the charge. The intent is saved."""
    inner = books.inner(method["id"])
    if is_card(inner):
        behaviour = Behaviour("authentication_failed") if how.denied else behaviour_of(inner, later=how.later)
    else:
        behaviour = Behaviour(processing_s=1)
    charge = _new_charge(books, intent, method, how)
    books.add(charge, session=how.session)
    intent |= {"latest_charge": charge["id"], "payment_method": method["id"]}
    if behaviour.decline:
        return fail(books, intent, charge, method, behaviour.decline)
    if behaviour.processing_s:
        _begin_processing(books, intent, charge, _wait_ms(inner, behaviour, how))
        return charge
    succeed(books, intent, charge)
    if behaviour.disputed_s:
        books.wait(charge["id"], books.now_ms + behaviour.disputed_s * 1000)
    return charge


def succeed(books: Books, intent: Wire, charge: Wire) -> None:
    """The money is there."""
    fee = fee_minor(charge["amount"], charge["currency"].upper())
    card = charge["payment_method_details"]["type"] == "card"
    line = add_line(
        books, "charge" if card else "payment", charge["id"], charge["amount"], charge["currency"], fee=fee,
        category="charge", description=charge["description"] or "",
    )  # fmt: skip
    charge |= {
        "status": "succeeded", "paid": True, "captured": True, "amount_captured": charge["amount"],
        "balance_transaction": line["id"], "outcome": _outcome("authorized", "Payment complete."),
    }  # fmt: skip
    intent |= {
        "status": "succeeded", "amount_received": intent["amount"], "last_payment_error": None, "next_action": None,
        "processing": None,
    }  # fmt: skip
    books.save(charge)
    books.save(intent)
    books.emit("charge.succeeded", charge)
    books.emit("payment_intent.succeeded", intent)


def fail(books: Books, intent: Wire, charge: Wire, method: Wire, decline: str) -> Wire:
    """The money is not taken; both sides record it."""
    code, decline_code = DECLINES[decline]
    message = MESSAGES[decline]
    behaviour_hard = decline in ("expired_card", "lost_card")
    outcome = _outcome("issuer_declined", "The bank did not return any further details with this decline.")
    outcome |= {"network_status": "declined_by_network", "reason": decline_code or code}
    if behaviour_hard:
        outcome |= {"advice_code": HARD_ADVICE}
    charge |= {
        "status": "failed", "paid": False, "captured": False, "failure_code": code, "failure_message": message,
        "outcome": outcome, "balance_transaction": None,
    }  # fmt: skip
    intent |= {
        "status": "requires_payment_method", "payment_method": None, "next_action": None, "processing": None,
        "last_payment_error": {
            "charge": charge["id"], "code": code, "message": message, "payment_method": method, "type": "card_error",
            "doc_url": f"https://docs.stripe.com/error-codes/{code.replace('_', '-')}",
            **({"decline_code": decline_code} if decline_code else {}),
            **({"advice_code": HARD_ADVICE} if behaviour_hard else {}),
        },
    }  # fmt: skip
    books.save(charge)
    books.save(intent)
    books.emit("charge.failed", charge)
    books.emit("payment_intent.payment_failed", intent)
    return charge


def follow_bank(books: Books, charge: Wire) -> tuple[Wire, bool]:
    """The bank has answered for a charge, or its payer disputes it; the intent, and whether it was on its way."""
    books.wait(charge["id"], None)
    intent = books.existing("payment_intent", charge["payment_intent"])
    inner = books.inner(charge["payment_method"])
    if charge["status"] == "succeeded":
        reason = "fraudulent" if is_card(inner) else account_of(inner).disputed or "debit_not_authorized"
        open_dispute(books, charge, reason)
        return intent, False
    method = books.existing("payment_method", charge["payment_method"])
    if not is_card(inner) and account_of(inner).fails:
        fail(books, intent, charge, method, account_of(inner).fails)
        return intent, True
    succeed(books, intent, charge)
    if not is_card(inner) and account_of(inner).disputed:
        books.wait(charge["id"], books.now_ms + int(DISPUTED_AFTER_S * 1000))
    return intent, True


def refund_charge(books: Books, params: RefundCreateParams) -> Wire:
    """Give back part or all of a charge, never more than is left of it. Raises Refused."""
    only(params, "amount", "charge", "payment_intent", "metadata", "reason")
    charge = _charge_meant(books, params)
    left = charge["amount_captured"] - charge["amount_refunded"]
    amount = params.get("amount", left)
    if charge["status"] != "succeeded":
        raise invalid(f"Charge {charge['id']} has not been captured.", code="charge_not_refundable")
    if charge["disputed"]:
        raise invalid(f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed")
    if not left:
        raise invalid(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if not 0 < amount <= left:
        raise invalid(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", param="amount")
    return _give_back(books, charge, amount, with_metadata({}, params), params.get("reason"))


def update_refund(books: Books, refund_id: str, params: RefundUpdateParams) -> Wire:
    only(params, "metadata")
    refund = books.existing("refund", refund_id)
    refund["metadata"] = with_metadata(refund["metadata"], params)
    books.save(refund)
    books.emit("refund.updated", refund)
    return refund


def _give_back(books: Books, charge: Wire, amount: int, metadata: dict[str, str], reason: Any) -> Wire:
    card = charge["payment_method_details"]["type"] == "card"
    refund_id = books.new_id("re" if card else "pyr")
    line = add_line(
        books, "refund" if card else "payment_refund", refund_id, -amount, charge["currency"], category="refund"
    )
    refund = books.add({
        "id": refund_id, "object": "refund", "amount": amount, "balance_transaction": line["id"],
        "charge": charge["id"], "created": books.now_s, "currency": charge["currency"], "metadata": metadata,
        "payment_intent": charge["payment_intent"], "reason": reason, "receipt_number": None,
        "source_transfer_reversal": None, "status": "succeeded", "transfer_reversal": None,
    })  # fmt: skip
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    books.save(charge)
    books.emit("refund.created", refund)
    books.emit("charge.refunded", charge)
    return refund


def fail_refund(books: Books, refund_id: str) -> Wire:
    """The payer's bank does not take the money: it comes back to the account."""
    refund = books.existing("refund", refund_id)
    line = add_line(books, "refund_failure", refund_id, refund["amount"], refund["currency"])
    refund |= {
        "status": "failed", "failure_balance_transaction": line["id"], "failure_reason": "lost_or_stolen_card",
    }  # fmt: skip
    charge = books.existing("charge", refund["charge"])
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    books.save(refund)
    books.save(charge)
    books.emit("refund.failed", refund)
    return refund


def _charge_meant(books: Books, params: RefundCreateParams) -> Wire:
    if params.get("charge"):
        return books.existing("charge", params["charge"], param="charge")
    if not params.get("payment_intent"):
        raise invalid("One of the following params should be provided for this request: payment_intent or charge.")
    intent = books.existing("payment_intent", params["payment_intent"], param="payment_intent")
    if intent["status"] != "succeeded":
        raise invalid("This PaymentIntent does not have a successful charge to refund.", code="charge_not_refundable")
    return books.existing("charge", intent["latest_charge"])


def _wait_ms(inner: dict[str, str], behaviour: Behaviour, how: Circumstances) -> int:
    if is_card(inner):
        return behaviour.processing_s * 1000
    return int(how.sepa_s * 1000 * (SLOWER if account_of(inner).slow else 1))


def _begin_processing(books: Books, intent: Wire, charge: Wire, wait_ms: int) -> None:
    intent |= {"status": "processing", "last_payment_error": None, "next_action": None}
    books.save(intent)
    books.wait(charge["id"], books.now_ms + wait_ms)
    books.emit("charge.pending", charge)
    books.emit("payment_intent.processing", intent)


def _new_charge(books: Books, intent: Wire, method: Wire, how: Circumstances) -> Wire:
    kind = method["type"]
    return {
        "id": books.new_id("ch" if kind == "card" else "py"), "object": "charge", "amount": intent["amount"],
        "amount_captured": 0, "amount_refunded": 0, "application": None, "application_fee": None,
        "application_fee_amount": None, "balance_transaction": None, "billing_details": method["billing_details"],
        "calculated_statement_descriptor": "THE PAPER", "captured": False, "created": books.now_s,
        "currency": intent["currency"], "customer": intent["customer"], "description": intent["description"],
        "disputed": False, "failure_balance_transaction": None, "failure_code": None, "failure_message": None,
        "fraud_details": {}, "livemode": False, "metadata": intent["metadata"], "on_behalf_of": None,
        "outcome": _outcome("authorized", "Payment pending."), "paid": False, "payment_intent": intent["id"],
        "payment_method": method["id"], "payment_method_details": _details(books, method), "receipt_email": None,
        "receipt_number": None, "receipt_url": None, "refunded": False, "review": None, "shipping": None,
        "source": None, "source_transfer": None, "statement_descriptor": None, "statement_descriptor_suffix": None,
        "status": "pending", "transfer_data": None, "transfer_group": None,
    }  # fmt: skip


def _details(books: Books, method: Wire) -> Wire:
    known = method[method["type"]]
    if method["type"] == "sepa_debit":
        told = {name: known[name] for name in ("bank_code", "branch_code", "country", "fingerprint", "last4")}
        told["mandate"] = mandate_for(books, method)
        return {"type": "sepa_debit", "sepa_debit": told}
    names = ("brand", "checks", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4", "wallet")
    told = {name: known[name] for name in names} | {"mandate": None, "network": known["brand"], "three_d_secure": None}
    return {"type": "card", "card": told}


def _outcome(kind: str, message: str) -> Wire:
    return {
        "network_status": "approved_by_network", "reason": None, "risk_level": "normal", "seller_message": message,
        "type": kind,
    }  # fmt: skip
