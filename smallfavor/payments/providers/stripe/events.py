"""Stripe's webhooks: signature and age. Pure; `now` is passed in.

`Stripe-Signature: t=1700000000,v1=…,v1=…,v0=…`. While a signing secret is being changed Stripe signs with both, so any
`v1` that is right will do. The SDK refuses old stamps only; a stamp from tomorrow is somebody's stock for later, and is
refused as well.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from smallfavor.payments.providers.base import Event, EventRefused
from smallfavor.payments.providers.stripe.fields import (
    EPOCH,
    Thing,
    Unreadable,
    an_object,
    expanded,
    id_of,
    identifier,
    moment,
    read_ours,
    take,
)

HEADER = "stripe-signature"
TOLERANCE = timedelta(minutes=5)  # both ways: clocks differ a little
SIGNATURES_MAX = 20
LOOKED_AT = frozenset({"checkout.session", "charge", "refund", "dispute", "payment_method"})


def verify(headers: Mapping[str, str], body: bytes, secret: str, now: datetime, *, live: bool) -> Event:
    """The event, when it was signed with `secret` within five minutes of `now`. Raises EventRefused.

    One from the other mode (a test event at a live account) is about nothing that `fetch` knows.
    """
    stamp, signatures = _read_header(next((v for name, v in headers.items() if name.lower() == HEADER), ""))
    expected = hmac.new(secret.encode(), str(stamp).encode() + b"." + body, hashlib.sha256).hexdigest()
    if not any([hmac.compare_digest(expected, signature) for signature in signatures]):  # noqa: C419 (each is compared)
        raise EventRefused("forged")
    stamped_at = EPOCH + timedelta(seconds=stamp)
    if stamped_at < now - TOLERANCE:
        raise EventRefused("stale")
    if stamped_at > now + TOLERANCE:
        raise EventRefused("future")
    try:
        return _read(an_object(json.loads(body), "event"), live=live)
    except (Unreadable, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise EventRefused("malformed") from error


def _read_header(given: str) -> tuple[int, list[str]]:
    pairs = [part.partition("=") for part in given.split(",")]
    stamps = [value for name, _, value in pairs if name.strip() == "t"]
    signatures = [value for name, _, value in pairs if name.strip() == "v1"]
    stamp = stamps[0] if len(stamps) == 1 else ""
    is_number = stamp.isascii() and stamp.isdigit() and len(stamp) <= 11
    if not is_number or str(int(stamp)) != stamp or not 0 < len(signatures) <= SIGNATURES_MAX:
        raise EventRefused("unsigned")
    return int(stamp), [signature for signature in signatures if signature.isascii()]


def _read(event: Thing, *, live: bool) -> Event:
    thing = an_object(take(event, "data", dict).get("object"))
    texts = (identifier(event), take(event, "type", str), _about(thing))
    if not all(len(text) <= 200 and text.isprintable() for text in texts):
        raise Unreadable("text")
    about = texts[2] if take(event, "livemode", bool) == live else ""
    return Event(texts[0], texts[1], about, moment(event), read_ours(thing))


def _about(thing: Thing) -> str:
    """What is to be looked at. A PaymentIntent: the charge that it has come to."""
    kind: Any = thing.get("object")
    if kind == "payment_intent":
        return (
            id_of(thing, "latest_charge")
            or str(expanded(thing, "last_payment_error").get("charge") or "")
            or (identifier(thing) if expanded(thing, "last_payment_error") else "")
        )
    return identifier(thing) if kind in LOOKED_AT else ""
