"""The cards that the hosted page offers, by what they do. The names are the sandbox's, the words are Mollie's."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """`first`: on the page, `later`: of a renewal; "" is paid, "pending" takes its time, else a failureReason."""

    number: str
    first: str = ""
    later: str = ""
    challenge: bool = False
    label: str = "Visa"


CARDS = {
    "success": Card("4242424242424242"),
    "success_mastercard": Card("5555555555554444", label="Mastercard"),
    "challenge": Card("4000002500003155", challenge=True),
    "processing": Card("4000000000000101", "pending", "pending"),
    "declined": Card("4000000000000002", "card_declined", "card_declined"),
    "insufficient_funds": Card("4000000000009995", "insufficient_funds", "insufficient_funds"),
    "expired": Card("4000000000000069", "card_expired", "card_expired"),
    "incorrect_cvc": Card("4000000000000127", "invalid_cvv", "invalid_cvv"),
    "processing_error": Card("4000000000000119", "authentication_unavailable_acs", "authentication_unavailable_acs"),
    "renewal_insufficient": Card("4000000000000341", later="insufficient_funds"),
    "renewal_authentication": Card("4000002760003184", later="authentication_required", challenge=True),
    "renewal_lost": Card("4000000000009987", later="inactive_card"),
}
