"""Stripe's words for "no money" in the contract's words. Pure.

https://docs.stripe.com/declines/codes and https://docs.stripe.com/error-codes. A word that is not here is the bank's
plain no: `CARD_DECLINED`, worth another try in a few days unless the bank's advice says otherwise.
"""

from smallfavor.payments.providers.base import Decline

DECLINES = {
    "insufficient_funds": Decline.INSUFFICIENT_FUNDS,
    "withdrawal_count_limit_exceeded": Decline.INSUFFICIENT_FUNDS,
    "card_velocity_exceeded": Decline.INSUFFICIENT_FUNDS,
    "expired_card": Decline.EXPIRED_CARD,
    "incorrect_cvc": Decline.INCORRECT_DETAILS,
    "invalid_cvc": Decline.INCORRECT_DETAILS,
    "incorrect_number": Decline.INCORRECT_DETAILS,
    "invalid_number": Decline.INCORRECT_DETAILS,
    "invalid_expiry_month": Decline.INCORRECT_DETAILS,
    "invalid_expiry_year": Decline.INCORRECT_DETAILS,
    "incorrect_zip": Decline.INCORRECT_DETAILS,
    "incorrect_address": Decline.INCORRECT_DETAILS,
    "incorrect_pin": Decline.INCORRECT_DETAILS,
    "invalid_pin": Decline.INCORRECT_DETAILS,
    "authentication_required": Decline.AUTHENTICATION_REQUIRED,
    "payment_intent_authentication_failure": Decline.AUTHENTICATION_FAILED,
    "authentication_not_handled": Decline.AUTHENTICATION_FAILED,
    "lost_card": Decline.INSTRUMENT_GONE,
    "stolen_card": Decline.INSTRUMENT_GONE,
    "pickup_card": Decline.INSTRUMENT_GONE,
    "invalid_account": Decline.INSTRUMENT_GONE,
    "revocation_of_authorization": Decline.INSTRUMENT_GONE,
    "revocation_of_all_authorizations": Decline.INSTRUMENT_GONE,
    "stop_payment_order": Decline.INSTRUMENT_GONE,
    "account_closed": Decline.INSTRUMENT_GONE,
    "bank_account_restricted": Decline.INSTRUMENT_GONE,
    "debit_not_authorized": Decline.INSTRUMENT_GONE,
    "incorrect_account_details": Decline.INSTRUMENT_GONE,
    "payment_method_mandate_invalid": Decline.INSTRUMENT_GONE,
    "mandate_invalid": Decline.INSTRUMENT_GONE,
    "processing_error": Decline.PROCESSING_ERROR,
    "issuer_not_available": Decline.PROCESSING_ERROR,
    "try_again_later": Decline.PROCESSING_ERROR,
    "reenter_transaction": Decline.PROCESSING_ERROR,
    "approve_with_id": Decline.PROCESSING_ERROR,
    "bank_cannot_process": Decline.PROCESSING_ERROR,
}
HARD = {Decline.EXPIRED_CARD, Decline.INSTRUMENT_GONE}
HARD_WORDS = {"incorrect_number", "invalid_number", "card_not_supported", "currency_not_supported", "testmode_decline"}
NOT_AGAIN = "do_not_try_again"  # the advice of the bank

# Why a debit was taken back. "customer_initiated", "fraudulent" and all others: the payer objected.
RETURNS = {
    "insufficient_funds": Decline.INSUFFICIENT_FUNDS,
    "bank_cannot_process": Decline.PROCESSING_ERROR,
    "incorrect_account_details": Decline.INSTRUMENT_GONE,
    "debit_not_authorized": Decline.INSTRUMENT_GONE,
    "general": Decline.OTHER,
}


def read_decline(reason: str, code: str, advice: str) -> tuple[Decline, bool, str]:
    """What it is, whether it is hard, and Stripe's own word: the finer `reason` where we know it, else the `code`."""
    word = reason if reason in DECLINES or not code or code == "card_declined" else code
    decline = DECLINES.get(word or code, Decline.CARD_DECLINED)
    hard = decline in HARD or word in HARD_WORDS or advice == NOT_AGAIN
    return decline, hard, word or code
