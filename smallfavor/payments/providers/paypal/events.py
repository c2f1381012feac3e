"""PayPal's webhooks: signature, age, and what they are about. The certificates: certificates.py.

Checked here, not by asking PayPal (verify-webhook-signature): that would be a call with our access token for each
thing that anybody posts, and would check a body that was read and written again instead of the bytes that came.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from smallfavor.payments.providers.base import Event, EventRefused, Ours
from smallfavor.payments.providers.paypal import amounts, certificates, reference, wire

PREFIX = "paypal-"
ALGORITHM = "SHA256withRSA"
TOLERANCE = timedelta(minutes=5)  # both ways: clocks differ, but a stamp from tomorrow is somebody's stock
LONGEST = 1000
# By PayPal's `resource_type`: what our names of such objects begin with, and the field that names it.
_NAMED = {
    "checkout-order": ("order", "id"),
    "capture": ("capture", "id"),
    "refund": ("refund", "id"),
    "dispute": ("dispute", "dispute_id"),
}


@dataclass(frozen=True)
class Signed:
    """The headers of one delivery."""

    transmission_id: str
    time: str
    signature: str
    certificate: str
    algorithm: str


def verify(headers: Mapping[str, str], body: bytes, webhook_id: str, origins: Sequence[str], now: datetime) -> Event:
    """The event, when PayPal signed it for this webhook within five minutes of `now`.

    Raises EventRefused; ProviderUnavailable when PayPal's certificate can't be read just now.
    """
    signed = _headers(headers)
    sent_at = _sent_at(signed)
    key = certificates.public_key(signed.certificate, origins, now)
    message = f"{signed.transmission_id}|{signed.time}|{webhook_id}|{zlib.crc32(body)}".encode()
    try:
        key.verify(base64.b64decode(signed.signature, validate=True), message, PKCS1v15(), SHA256())
    except (InvalidSignature, binascii.Error) as error:
        raise EventRefused("forged") from error
    if sent_at < now - TOLERANCE:
        raise EventRefused("stale")
    if sent_at > now + TOLERANCE:
        raise EventRefused("future")
    return _read(body)


def _headers(headers: Mapping[str, str]) -> Signed:
    given = {name.lower(): value for name, value in headers.items() if name.lower().startswith(PREFIX)}
    texts = [
        given.get(f"{PREFIX}{name}", "")
        for name in ("transmission-id", "transmission-time", "transmission-sig", "cert-url", "auth-algo")
    ]
    if not all(0 < len(text) <= LONGEST and text.isascii() and text.isprintable() for text in texts):
        raise EventRefused("unsigned")
    return Signed(*texts)


def _sent_at(signed: Signed) -> datetime:
    if signed.algorithm.upper() != ALGORITHM.upper():
        raise EventRefused("unsigned")
    try:
        return wire.moment(signed.time)
    except (ValueError, TypeError, OverflowError) as error:
        raise EventRefused("unsigned") from error


def _read(body: bytes) -> Event:
    try:
        event = json.loads(body)
        resource = event["resource"]
        texts = (event["id"], event["event_type"])
        if not all(isinstance(text, str) and 0 < len(text) <= 100 and text.isprintable() for text in texts):
            raise EventRefused("malformed")
        return Event(*texts, _about(event, resource), wire.moment(event["create_time"]), _ours(resource))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise EventRefused("malformed") from error


def _about(event: Mapping[str, Any], resource: Mapping[str, Any]) -> str:
    kind, field = _NAMED.get(str(event.get("resource_type")), ("", ""))
    name = resource.get(field, "")
    if not kind or not name:
        return ""
    if not isinstance(name, str) or len(name) > 90 or not name.isprintable():
        raise EventRefused("malformed")
    return f"{kind}_{name}"


def _ours(resource: Mapping[str, Any]) -> Ours | None:
    units = resource.get("purchase_units")
    unit = units[0] if isinstance(units, list) and units and isinstance(units[0], dict) else resource
    amount = amounts.read(unit["amount"]) if isinstance(unit.get("amount"), dict) else None
    return reference.read(unit.get("custom_id"), amount)
