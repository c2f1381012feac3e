"""Stripe's JSON, read strictly into the contract's records. Pure: no network, no clock.

**What an object is called.** Money and declines go by the charge (`ch_…`, `py_…` for debits), not by the
PaymentIntent: on one page a reader may be declined twice and then pay, all within one PaymentIntent, and each of these
is a record of its own. A bank debit keeps its charge from `pending` to its end. Only a decline that never came as far
as a charge (the bank asks for the reader before anything is tried) goes by its PaymentIntent.

**Whose it is.** Stripe copies a PaymentIntent's metadata to its charges when it makes them. Refunds have their own;
disputes, and refunds that somebody made in the dashboard, are their charge's.
"""

from typing import Any

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Decline,
    Declined,
    Disputed,
    Processing,
    ProviderRecord,
    Refunded,
    Returned,
    SavedInstrument,
    Succeeded,
)
from smallfavor.payments.providers.stripe import instruments
from smallfavor.payments.providers.stripe.declines import RETURNS, read_decline
from smallfavor.payments.providers.stripe.fields import (
    Thing,
    Unreadable,
    an_object,
    currency,
    expanded,
    id_of,
    identifier,
    moment,
    money,
    one_of,
    read_ours,
    signed_minor,
    take,
    take_or,
)

ON_PAGE = "checkout_page"  # metadata of a payment on a hosted page: there, a decline does not end the matter
HARD_RETURNS = {"debit_not_authorized", "incorrect_account_details", "fraudulent"}


def read_record(thing: object, session_id: str = "") -> ProviderRecord | None:
    """A record of the contract; None for what says nothing about money. Raises Unreadable."""
    found = an_object(thing)
    try:
        match take(found, "object", str):
            case "checkout.session":
                return read_session(found)
            case "charge":
                return read_charge(found, session_id)
            case "payment_intent":
                return read_intent(found)
            case "refund":
                return read_refund(found)
            case "dispute":
                return read_dispute(found)
            case "payment_method":
                return instruments.read_update(found)
    except (ValueError, TypeError, OverflowError) as error:
        raise Unreadable(str(error)) from error
    return None


def read_session(session: Thing) -> CheckoutSession:
    return CheckoutSession(
        object_id=identifier(session),
        url=take_or(session, "url", str, ""),
        state=one_of(session, "status", ("open", "complete", "expired")),
        expires_at=moment(session, "expires_at"),
        created_at=moment(session),
        ours=read_ours(session),
        instrument=_left_on_page(session),
    )


def read_charge(charge: Thing, session_id: str = "") -> Succeeded | Declined | Processing | None:
    """None for an authorisation that nobody has captured: ours always are."""
    state = one_of(charge, "status", ("succeeded", "failed", "pending"))
    amount, created_at, ours = money(charge), moment(charge), read_ours(charge)
    if state == "pending":
        return Processing(identifier(charge), amount, created_at, ours, session_id)
    kind = _kind_of(charge)
    if state == "failed":
        outcome = expanded(charge, "outcome")
        reason, code = take_or(outcome, "reason", str, ""), take_or(charge, "failure_code", str, "")
        decline, hard, word = read_decline(reason, code, take_or(outcome, "advice_code", str, ""))
        return Declined(
            object_id=identifier(charge),
            amount=amount,
            created_at=created_at,
            ours=ours,
            code=decline,
            hard=hard,
            provider_code=word,
            session_id=session_id,
            final=kind in instruments.DEBITS or not is_on_page(charge),
            card=take_or(expanded(expanded(charge, "payment_method_details"), kind), "fingerprint", str, ""),
        )
    if not take(charge, "captured", bool):
        return None
    return Succeeded(
        object_id=identifier(charge),
        amount=money(charge, "amount_captured"),
        created_at=created_at,
        ours=ours,
        fee=_fee_of(expanded(charge, "balance_transaction"), amount.currency),
        instrument=_saved_by(charge),
        session_id=session_id,
        method=instruments.method_of(kind),
    )


def read_intent(intent: Thing) -> Succeeded | Declined | Processing | None:
    """What a PaymentIntent has come to: its latest charge (which must be expanded), or a decline without one."""
    charge = expanded(intent, "latest_charge")
    if charge:
        return read_charge(an_object({**charge, "payment_intent": intent}, "charge"))
    return None if id_of(intent, "latest_charge") else read_failure(intent)


def read_failure(intent: Thing) -> Declined | None:
    """The decline that a PaymentIntent itself tells of; None where it tells of none. Raises Unreadable."""
    failure = expanded(intent, "last_payment_error")
    if intent.get("status") not in ("requires_payment_method", "canceled") or not failure:
        return None
    decline, hard, word = read_decline(
        take_or(failure, "decline_code", str, ""),
        take_or(failure, "code", str, ""),
        take_or(failure, "advice_code", str, ""),
    )
    return Declined(
        object_id=take_or(failure, "charge", str, "") or id_of(intent, "latest_charge") or identifier(intent),
        amount=money(intent),
        created_at=moment(intent),
        ours=read_ours(intent),
        code=decline,
        hard=hard,
        provider_code=word,
        final=not is_on_page(intent),
        card=take_or(expanded(expanded(failure, "payment_method"), "card"), "fingerprint", str, ""),
    )


def read_refund(refund: Thing) -> Refunded | None:
    """None for one that failed or was called off: the money stayed, or came back, and the balance tells of it."""
    state = one_of(refund, "status", ("succeeded", "pending", "requires_action", "failed", "canceled"))
    if state in ("failed", "canceled") or (state == "requires_action" and not id_of(refund, "balance_transaction")):
        return None
    return Refunded(
        object_id=identifier(refund),
        charge_id=id_of(refund, "charge"),
        amount=money(refund),
        created_at=moment(refund),
        ours=read_ours(refund) or read_ours(expanded(refund, "charge")),
    )


def read_dispute(dispute: Thing) -> Disputed | Returned | None:
    """None as long as no money was taken back: a bank may only ask at first. A debit that comes back is final."""
    moved = [an_object(part, "balance_transaction") for part in take(dispute, "balance_transactions", list)]
    taken = [part for part in moved if take(part, "amount", int) < 0]
    given_back = [part for part in moved if take(part, "amount", int) > 0]
    if not taken:
        return None
    amount, charge = money(dispute), expanded(dispute, "charge")
    fee = _fees(taken, amount.currency)
    if charge and _kind_of(charge) in instruments.DEBITS:
        reason = take(dispute, "reason", str)
        return Returned(
            object_id=identifier(dispute),
            charge_id=identifier(charge),
            amount=amount,
            created_at=moment(dispute),
            ours=read_ours(charge),
            code=RETURNS.get(reason, Decline.CARD_DECLINED),
            hard=reason in HARD_RETURNS,
            fee=fee,
        )
    due = expanded(dispute, "evidence_details").get("due_by")
    won = bool(given_back) and dispute.get("status") in ("won", "warning_closed")
    return Disputed(
        object_id=identifier(dispute),
        charge_id=id_of(dispute, "charge"),
        amount=amount,
        created_at=moment(dispute),
        ours=read_ours(charge),
        state="won" if won else "lost" if dispute.get("status") in ("lost", "prevented") else "open",
        fee=fee,
        due_by=moment(expanded(dispute, "evidence_details"), "due_by") if due else None,
        fee_returned=_negative(_fees(given_back, amount.currency)) if won else None,
    )


def is_on_page(thing: Thing) -> bool:
    """True for what was paid, or declined, on a hosted page of ours."""
    metadata = thing.get("metadata")
    return isinstance(metadata, dict) and ON_PAGE in metadata


def _kind_of(charge: Thing) -> str:
    details = expanded(charge, "payment_method_details")
    return take(details, "type", str) if details else ""


def _saved_by(charge: Thing) -> SavedInstrument | None:
    intent = expanded(charge, "payment_intent")
    return instruments.of_charge(charge) if intent.get("setup_future_usage") == "off_session" else None


def _left_on_page(session: Thing) -> SavedInstrument | None:
    if session.get("status") != "complete":
        return None
    setup = expanded(session, "setup_intent")
    if setup:
        return instruments.of_setup(setup)
    intent = expanded(session, "payment_intent")
    charge = expanded(intent, "latest_charge")
    return _saved_by({**charge, "payment_intent": intent}) if charge else None


def _fee_of(moved: Thing, code: str) -> Money | None:
    """What Stripe kept; None while it is not known, and where Stripe changed the money into another currency."""
    if not moved or currency(moved) != code:
        return None
    return Money(signed_minor(moved, "fee"), code)


def _fees(moved: list[Any], code: str) -> Money | None:
    """The fees of all of these together; None where they are in another currency."""
    if any(currency(part) != code for part in moved):
        return None
    return Money(sum(signed_minor(part, "fee") for part in moved), code)


def _negative(fee: Money | None) -> Money | None:
    return fee and Money(max(-fee.minor, 0), fee.currency)
