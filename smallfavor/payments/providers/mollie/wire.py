"""Mollie's JSON, read strictly into the contract's records. Pure: no network, no clock.

At Mollie the page and what is paid on it are one payment; the contract has a record for each. Our names for them:
`tr_x` is the charge, `tr_x.page` its page, `tr_x.re_y` a refund and `tr_x.chb_z` a chargeback of it, which Mollie shows
only below their payment; `cst_x.mdt_y` is a mandate. What can't be read is never guessed: `Unreadable`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from smallfavor.core.money import Money, exponent
from smallfavor.payments.providers.base import (
    ChargeOutcome,
    CheckoutSession,
    Declined,
    Disputed,
    ListedInstrument,
    Ours,
    Processing,
    Refunded,
    Returned,
    SavedInstrument,
    Succeeded,
)
from smallfavor.payments.providers.mollie.methods import OURS_OF
from smallfavor.payments.providers.mollie.reasons import details_of, why_declined, why_returned

PAGE = "page"
LONGEST_PAGE_LIFE = timedelta(hours=3)  # where Mollie does not say when an open page closes
_ID = re.compile(r"(tr|re|chb|cst|mdt|stl)_[A-Za-z0-9]{1,60}")
_VALUE = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,4})?")
STATUSES = {"open", "pending", "authorized", "paid", "failed", "canceled", "expired"}
GIVEN_BACK = {"queued", "pending", "processing", "refunded"}
NOT_GIVEN_BACK = {"failed", "canceled"}


class Unreadable(Exception):
    """Raised when an answer is not what Mollie's reference says."""


@dataclass(frozen=True)
class Place:
    """Where one of our object ids is at Mollie: `part` is "", "page", or a refund's or chargeback's own id."""

    payment: str
    part: str = ""


def place_of(object_id: str) -> Place | None:
    """The reverse of our names; None for what can't be an object of Mollie's."""
    payment, dot, part = object_id.partition(".")
    fits = is_id(payment, "tr") and (not dot or part == PAGE or is_id(part, "re") or is_id(part, "chb"))
    return Place(payment, part) if fits else None


def is_id(text: object, prefix: str) -> bool:
    return isinstance(text, str) and text.startswith(f"{prefix}_") and _ID.fullmatch(text) is not None


def read_payment(
    payment: Mapping[str, Any], mandate: Mapping[str, Any] | None = None
) -> list[CheckoutSession | ChargeOutcome]:
    """The page, where there is one, and the charge, where anything was tried. Raises Unreadable."""
    try:
        status = _one_of(payment, "status", STATUSES)
        saved = _saved(payment, mandate) if status == "paid" else None
        records = list[CheckoutSession | ChargeOutcome]()
        if payment.get("sequenceType") != "recurring":
            records.append(_page(payment, status, saved))
        charge = _charge(payment, status, saved)
        return records if charge is None else [*records, charge]
    except (ValueError, TypeError, OverflowError) as error:
        raise Unreadable(f"payment: {type(error).__name__}") from error


def read_refund(refund: Mapping[str, Any]) -> Refunded | None:
    """None where Mollie did not give it back in the end. What is accepted counts: Mollie sends it by itself."""
    try:
        status = _one_of(refund, "status", GIVEN_BACK | NOT_GIVEN_BACK)
        payment, refund_id = _id(refund, "paymentId", "tr"), _id(refund, "id", "re")
        amount, created_at = money(refund, "amount"), _moment(refund, "createdAt")
        return (
            Refunded(f"{payment}.{refund_id}", payment, amount, created_at, read_ours(refund))
            if status in GIVEN_BACK
            else None
        )
    except (ValueError, TypeError, OverflowError) as error:
        raise Unreadable(f"refund: {type(error).__name__}") from error


def read_chargeback(chargeback: Mapping[str, Any], payment: Mapping[str, Any]) -> Disputed | Returned:
    """A debit that came back is for good; a card's can still be won. Mollie tells neither fee nor last day here."""
    try:
        charge_id, own = _id(payment, "id", "tr"), _id(chargeback, "id", "chb")
        object_id, amount = f"{charge_id}.{own}", money(chargeback, "amount")
        created_at, ours = _moment(chargeback, "createdAt"), read_ours(payment)
        if payment.get("method") == "directdebit":
            reason = chargeback.get("reason") or {}
            code, hard = why_returned(str(reason.get("code", "")) if isinstance(reason, Mapping) else "")
            return Returned(object_id, charge_id, amount, created_at, ours, code, hard)
        state: Any = "won" if chargeback.get("reversedAt") else "open"
        return Disputed(object_id, charge_id, amount, created_at, ours, state)
    except (ValueError, TypeError, OverflowError) as error:
        raise Unreadable(f"chargeback: {type(error).__name__}") from error


def read_instrument(mandate: Mapping[str, Any], customer: Mapping[str, Any]) -> ListedInstrument:
    """Raises Unreadable."""
    try:
        return ListedInstrument(
            token=f"{_id(customer, 'id', 'cst')}.{_id(mandate, 'id', 'mdt')}",
            active=_one_of(mandate, "status", {"valid", "pending", "invalid"}) != "invalid",
            created_at=_moment(mandate, "createdAt"),
            ours=read_ours(customer),
        )
    except (ValueError, TypeError) as error:
        raise Unreadable(f"mandate: {type(error).__name__}") from error


def read_ours(thing: Mapping[str, Any]) -> Ours | None:
    metadata = thing.get("metadata")
    return Ours.read(metadata) if isinstance(metadata, Mapping) else None


def created_at(thing: Mapping[str, Any]) -> datetime:
    """Raises Unreadable."""
    try:
        return _moment(thing, "createdAt")
    except (ValueError, TypeError) as error:
        raise Unreadable("createdAt") from error


def money(thing: Mapping[str, Any], name: str) -> Money:
    """An amount with at most the currency's decimals. Raises Unreadable."""
    return _rounded(thing, name, Decimal(1))


def money_about(thing: Mapping[str, Any], name: str) -> Money:
    """An amount that Mollie tells with four decimals, to the nearest minor unit. Raises Unreadable."""
    return _rounded(thing, name, Decimal("0.0001"))


def _rounded(thing: Mapping[str, Any], name: str, finest: Decimal) -> Money:
    found = thing.get(name)
    value, currency = (found.get("value"), found.get("currency")) if isinstance(found, Mapping) else (None, None)
    if not isinstance(value, str) or not isinstance(currency, str) or not _VALUE.fullmatch(value):
        raise Unreadable(name)
    try:
        minor = Decimal(value).scaleb(exponent(currency))
        if minor % finest:
            raise Unreadable(name)
        return Money(int(minor.to_integral_value()), currency)
    except (InvalidOperation, ValueError, TypeError) as error:
        raise Unreadable(name) from error


def _page(payment: Mapping[str, Any], status: str, saved: SavedInstrument | None) -> CheckoutSession:
    links = payment.get("_links")
    checkout = links.get("checkout") if isinstance(links, Mapping) else None
    url = checkout.get("href") if isinstance(checkout, Mapping) else ""
    if status == "open" and not isinstance(url, str | None):
        raise Unreadable("checkout")
    created = _moment(payment, "createdAt")
    states: dict[str, Any] = {"open": "open", "pending": "complete", "authorized": "complete", "paid": "complete"}
    return CheckoutSession(
        object_id=f"{_id(payment, 'id', 'tr')}.{PAGE}",
        url=url or "",
        state=states.get(status, "expired"),
        expires_at=_moment(payment, "expiresAt") if payment.get("expiresAt") else created + LONGEST_PAGE_LIFE,
        created_at=created,
        ours=read_ours(payment),
        instrument=saved,
    )


def _charge(
    payment: Mapping[str, Any], status: str, saved: SavedInstrument | None
) -> Succeeded | Declined | Processing | None:
    """None where nothing was tried: a page that is open, was left or closed, and one that takes no money."""
    object_id, amount, created = _id(payment, "id", "tr"), money(payment, "amount"), _moment(payment, "createdAt")
    ours, alone = read_ours(payment), payment.get("sequenceType") == "recurring"
    session_id = "" if alone else f"{object_id}.{PAGE}"
    if amount.minor == 0 or (not alone and status in {"open", "canceled", "expired"}):
        return None
    if status in {"open", "pending", "authorized"}:
        return Processing(object_id, amount, created, ours, session_id)
    if status != "paid":
        code, hard, word = why_declined(payment, status)
        card = str(details_of(payment).get("cardFingerprint") or "")[:100]
        return Declined(object_id, amount, created, ours, code, hard, word, session_id, card=card)
    return Succeeded(
        object_id=object_id,
        amount=amount,
        created_at=created,
        ours=ours,
        instrument=saved,
        session_id=session_id,
        method=OURS_OF.get(str(payment.get("method")), str(payment.get("method"))[:40]),
    )


def _saved(payment: Mapping[str, Any], mandate: Mapping[str, Any] | None) -> SavedInstrument | None:
    """What a first payment left behind. A name never becomes part of it; of a number, its last four."""
    if payment.get("sequenceType") != "first" or not payment.get("mandateId"):
        return None
    token = f"{_id(payment, 'customerId', 'cst')}.{_id(payment, 'mandateId', 'mdt')}"
    details = details_of(payment if mandate is None else mandate)
    if OURS_OF.get(str(payment.get("method"))) == "card":
        brand, number = str(details.get("cardLabel") or "")[:30], str(details.get("cardNumber") or "")
        return SavedInstrument(token, "card", f"{brand} •••• {number[-4:]}".strip(), _month(details))
    return SavedInstrument(token, "sepa_debit", f"IBAN •••• {str(details.get('consumerAccount') or '')[-4:]}")


def _month(details: Mapping[str, Any]) -> tuple[int, int] | None:
    found = re.match(r"(20[0-9]{2})-(0[1-9]|1[0-2])-", str(details.get("cardExpiryDate") or ""))
    return (int(found[1]), int(found[2])) if found else None


def _id(thing: Mapping[str, Any], name: str, prefix: str) -> str:
    value = thing.get(name)
    if not isinstance(value, str) or not is_id(value, prefix):
        raise Unreadable(name)
    return value


def _moment(thing: Mapping[str, Any], name: str) -> datetime:
    value = thing.get(name)
    if not isinstance(value, str) or len(value) > 40:
        raise Unreadable(name)
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise Unreadable(name)
    return moment


def _one_of(thing: Mapping[str, Any], name: str, choices: set[str]) -> str:
    value = thing.get(name)
    if not isinstance(value, str) or value not in choices:
        raise Unreadable(name)
    return value
