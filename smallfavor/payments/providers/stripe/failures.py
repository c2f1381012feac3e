"""What a failed call tells: the decline that a card error carries, and the refusal of a card that is nobody's any more.

A decline is a failed charge of Stripe's, or a PaymentIntent with its last error; the error 402 carries it. There is one
more: a saved card that Stripe no longer lets be charged, because it was detached from its customer. Stripe refuses such
a call before it makes any object, and keeps the refusal in its request log. The refusal counts as a decline, named by
the request's id, only when a fresh look at the payment method says the same. All else is no answer.
"""

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import Decline, Declined, ProviderRecord, Reason, Unknown
from smallfavor.payments.providers.stripe import frozen, records
from smallfavor.payments.providers.stripe.currencies import from_stripe
from smallfavor.payments.providers.stripe.fields import Unreadable, an_object, expanded
from smallfavor.payments.providers.stripe.transport import NoAnswer, Transport


def unknown(failure: NoAnswer) -> Unknown:
    return Unknown(failure.reason, failure.detail, failure.retry_after_s)


def read_decline(
    failure: NoAnswer, look: Callable[[str], ProviderRecord | Unknown | None]
) -> Declined | Unknown | None:
    """The decline that a card error carries: as its charge tells it, or by itself while that can't be read (`look`)."""
    intent = expanded(failure.error, "payment_intent")
    if failure.error.get("type") != "card_error" or not intent:
        return None
    try:
        declined = records.read_failure(an_object(intent, "payment_intent"))
    except (Unreadable, ValueError) as error:
        return Unknown(Reason.MALFORMED, str(error))
    if declined is None or declined.object_id == intent.get("id"):
        return declined
    found = look(declined.object_id)
    return found if isinstance(found, Declined) else declined


def read_refusal(failure: NoAnswer, sent: bytes, transport: Transport) -> Declined | None:
    """The refusal of a charge of a payment method that is nobody's any more; None for every other failure."""
    request_id, told_at = failure.headers.get("request-id", ""), _date(failure.headers.get("date", ""))
    is_about_it = failure.reason is Reason.REFUSED and failure.error.get("param") == "payment_method"
    if not is_about_it or not request_id.startswith("req_") or told_at is None:
        return None
    fields = frozen.read_back(sent)
    if not is_detached(fields["payment_method"], transport):
        return None
    currency = fields["currency"].upper()
    return Declined(
        object_id=request_id[:200],
        amount=Money(from_stripe(int(fields["amount"]), currency), currency),
        created_at=told_at,
        ours=frozen.ours_of(fields),
        code=Decline.INSTRUMENT_GONE,
        hard=True,
        provider_code=str(failure.error.get("code") or "detached")[:60],
    )


def is_detached(method_id: str, transport: Transport) -> bool:
    """True when Stripe says that this payment method belongs to nobody. False also while it says nothing."""
    try:
        method = an_object(transport.get(f"/v1/payment_methods/{quote(method_id, safe='')}"), "payment_method")
    except (NoAnswer, Unreadable):
        return False
    return method.get("id") == method_id and "customer" in method and method["customer"] is None


def _date(header: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(header)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
