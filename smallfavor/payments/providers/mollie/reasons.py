"""Why Mollie says that money was not taken, or came back, in the contract's words. Pure."""

from collections.abc import Mapping
from typing import Any

from smallfavor.payments.providers.base import Decline

# A card's `failureReason`, and whether the same card will never do.
CARDS = {
    "authentication_abandoned": (Decline.AUTHENTICATION_FAILED, False),
    "authentication_failed": (Decline.AUTHENTICATION_FAILED, False),
    "authentication_required": (Decline.AUTHENTICATION_REQUIRED, False),
    "authentication_unavailable_acs": (Decline.PROCESSING_ERROR, False),
    "card_declined": (Decline.CARD_DECLINED, False),
    "card_expired": (Decline.EXPIRED_CARD, True),
    "inactive_card": (Decline.INSTRUMENT_GONE, True),
    "insufficient_funds": (Decline.INSUFFICIENT_FUNDS, False),
    "invalid_card_holder_name": (Decline.INCORRECT_DETAILS, False),
    "invalid_card_number": (Decline.INCORRECT_DETAILS, False),
    "invalid_card_type": (Decline.INCORRECT_DETAILS, True),
    "invalid_cvv": (Decline.INCORRECT_DETAILS, False),
    "possible_fraud": (Decline.CARD_DECLINED, True),
    "refused_by_issuer": (Decline.CARD_DECLINED, False),
}
# A debit's reason from its bank: the codes of the SEPA rulebook.
BANKS = {
    "AC01": (Decline.INSTRUMENT_GONE, True),  # no such account
    "AC04": (Decline.INSTRUMENT_GONE, True),  # closed
    "AC06": (Decline.INSTRUMENT_GONE, True),  # blocked
    "AC13": (Decline.INSTRUMENT_GONE, True),
    "AG01": (Decline.INSTRUMENT_GONE, True),  # no debits from this account
    "AM04": (Decline.INSUFFICIENT_FUNDS, False),
    "MD01": (Decline.INSTRUMENT_GONE, True),  # no mandate
    "MD06": (Decline.CARD_DECLINED, True),  # the payer asked for it back
    "MD07": (Decline.INSTRUMENT_GONE, True),  # the payer has died
    "MS02": (Decline.CARD_DECLINED, True),  # refused by the payer
    "MS03": (Decline.CARD_DECLINED, False),  # the bank does not say
    "SL01": (Decline.CARD_DECLINED, True),  # the payer lets nobody debit
}


def details_of(thing: Mapping[str, Any]) -> Mapping[str, Any]:
    """What Mollie tells of how a payment was made, or of a mandate's card or account; empty where it tells nothing."""
    told = thing.get("details")
    return told if isinstance(told, Mapping) else {}


def why_declined(payment: Mapping[str, Any], status: str) -> tuple[Decline, bool, str]:
    """(code, hard, Mollie's own word) of a payment that did not come to be paid."""
    details = details_of(payment)
    reason, bank = str(details.get("failureReason") or ""), str(details.get("bankReasonCode") or "")
    code, hard = CARDS.get(reason) or BANKS.get(bank) or (Decline.OTHER, False)
    return code, hard, (reason or bank or status)[:60]


def why_returned(bank: str) -> tuple[Decline, bool]:
    return BANKS.get(bank, (Decline.OTHER, False))
