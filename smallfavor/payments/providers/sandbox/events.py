"""The sandbox's webhooks: signature and age. Pure; `now` is passed in."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from smallfavor.payments.providers.base import Event, EventRefused
from smallfavor.payments.providers.sandbox.wire import EPOCH, from_ms, read_ours

KINDS = {"session", "charge", "refund", "dispute", "return"}
HEADER = "Sandbox-Signature"
TOLERANCE = timedelta(minutes=5)  # both ways: clocks differ, but a stamp from tomorrow is somebody's stock


def verify(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> Event:
    """The event, when it was signed with `secret` within five minutes of `now`. Raises EventRefused."""
    given = next((value for name, value in headers.items() if name.lower() == HEADER.lower()), "")
    found = re.fullmatch(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})", given)
    if found is None:
        raise EventRefused("unsigned")
    expected = hmac.new(secret.encode(), found[1].encode() + b"." + body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, found[2]):
        raise EventRefused("forged")
    stamped_at = EPOCH + timedelta(seconds=int(found[1]))
    if stamped_at < now - TOLERANCE:
        raise EventRefused("stale")
    if stamped_at > now + TOLERANCE:
        raise EventRefused("future")
    return _read(body)


def _read(body: bytes) -> Event:
    try:
        event = json.loads(body)
        thing = event["object"]
        texts = (event["id"], event["type"], thing["id"])
        if not all(isinstance(text, str) and 0 < len(text) <= 100 and text.isprintable() for text in texts):
            raise EventRefused("malformed")
        kind, _, _ = texts[1].partition(".")
        object_id = texts[2] if kind in KINDS else ""
        return Event(texts[0], texts[1], object_id, from_ms(int(event["created_ms"])), read_ours(thing))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise EventRefused("malformed") from error
