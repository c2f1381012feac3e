"""The certificates that PayPal signs its webhooks with: read from PayPal's own host, kept in memory, few at a time."""

import re
import threading
import time
from collections import deque
from collections.abc import Sequence
from datetime import datetime

import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from smallfavor.payments.providers.base import EventRefused, ProviderUnavailable, Reason
from smallfavor.payments.providers.paypal.refusals import NoAnswer
from smallfavor.payments.providers.paypal.transport import BoundedSession

PATH = re.compile(r"/v1/notifications/certs/[A-Za-z0-9_-]{1,100}")
MOST_KEPT = 16
# Whoever posts nonsense must not make us knock at PayPal's door without end: so many unknown ones in a minute.
ASKED_IN_A_MINUTE = 10

_kept: dict[str, x509.Certificate] = {}
_asked: deque[float] = deque(maxlen=ASKED_IN_A_MINUTE)
_lock = threading.Lock()


def public_key(url: str, origins: Sequence[str], now: datetime) -> RSAPublicKey:
    """The key of the certificate at `url`, which must be one of PayPal's own, and valid at `now`.

    Raises EventRefused for an address or a certificate that is not PayPal's; ProviderUnavailable when it can't be read
    just now.
    """
    origin = next((one for one in origins if url.startswith(f"{one}/")), None)
    if origin is None or not PATH.fullmatch(url.removeprefix(origin)):
        raise EventRefused("forged")
    found = _kept.get(url) or _ask(url)
    if not found.not_valid_before_utc <= now <= found.not_valid_after_utc:
        raise EventRefused("forged")
    key = found.public_key()
    if not isinstance(key, RSAPublicKey):
        raise EventRefused("forged")
    return key


def forget() -> None:
    """Begin anew, as a process that has just started."""
    with _lock:
        _kept.clear()
        _asked.clear()


def _ask(url: str) -> x509.Certificate:
    moment = time.monotonic()
    with _lock:
        if len(_asked) == ASKED_IN_A_MINUTE and moment - _asked[0] < 60:
            raise ProviderUnavailable(Reason.BUSY, "too many unknown certificates")
        _asked.append(moment)
    try:
        with BoundedSession() as session:
            content = session.request("GET", url).content
    except NoAnswer as failure:
        if failure.reason is Reason.NOT_FOUND:
            raise EventRefused("forged") from failure
        raise ProviderUnavailable(failure.reason, "the certificate can't be read") from failure
    except requests.RequestException as error:
        raise ProviderUnavailable(Reason.CONNECTION, type(error).__name__) from error
    try:
        found = x509.load_pem_x509_certificate(content)
    except ValueError as error:
        raise ProviderUnavailable(Reason.MALFORMED, "not a certificate") from error
    with _lock:
        if len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[url] = found
    return found
