"""The mark in a webhook's address, and what a delivery there says. Pure; `now` is passed in.

Mollie signs nothing and posts an id alone. So each payment has a webhook address of its own, which only Mollie is told:
its last part is a name that says nothing, and an HMAC of that name under the account's secret. Who does not know an
address can't make us look; who knows one can make us look once a second.
"""

import hashlib
import hmac
import re
from datetime import datetime
from urllib.parse import parse_qs

from smallfavor.payments.providers.base import Event, EventRefused, Ours

LARGEST_BODY = 500
_MARK = re.compile(r"([0-9a-f]{32})([0-9a-f]{32})")
_PAYMENT = re.compile(r"tr_[A-Za-z0-9]{1,60}")


def mark_of(ours: Ours, secret: str) -> str:
    """64 hexadecimal digits: the same for the same attempt, and not to be guessed."""
    about = "|".join((ours.installation, ours.payment, str(ours.attempt), ours.pledge))
    name = _tag(secret, "name|" + about)
    return name + _tag(secret, "mark|" + name)


def read_delivery(body: bytes, mark: str, secret: str, now: datetime) -> Event:
    """The event of one delivery. Raises EventRefused.

    The same id comes again whenever something has changed, so each delivery is an event of its own; those of one
    address within one second are one.
    """
    if not mark:
        raise EventRefused("unsigned")
    found = _MARK.fullmatch(mark)
    if found is None or not hmac.compare_digest(_tag(secret, "mark|" + found[1]), found[2]):
        raise EventRefused("forged")
    return Event(
        event_id=f"{found[1]}:{int(now.timestamp())}",
        kind="payment",
        object_id=_payment_in(body),
        created_at=now.replace(microsecond=0),
        ours=None,
    )


def _payment_in(body: bytes) -> str:
    try:
        fields = parse_qs(body[: LARGEST_BODY + 1].decode("ascii"), strict_parsing=True, max_num_fields=10)
    except ValueError as error:
        raise EventRefused("malformed") from error
    ids = fields.get("id", [])
    if len(body) > LARGEST_BODY or len(ids) != 1 or not _PAYMENT.fullmatch(ids[0]):
        raise EventRefused("malformed")
    return ids[0]


def _tag(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
