"""Names that never repeat: our installation's, a payment's, and the idempotency key of one attempt.

None of them comes from a row number: after a restore a reused number could answer one donor with another's charge.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from uuid import UUID, uuid5


def installation_id(installation_key: str) -> str:
    """This installation as providers know it: 32 hex digits, the same for as long as the key is."""
    return hmac.new(installation_key.encode(), b"smallfavor.installation", hashlib.sha256).hexdigest()[:32]


def form_payment_uuid(installation: str, request_key: str) -> UUID:
    """The uuid of the payment that a form's request key stands for."""
    return uuid5(UUID(hex=installation), request_key)


def renewal_uuid(pledge: UUID, period: int) -> UUID:
    """The uuid of the payment of one period."""
    return uuid5(pledge, str(period))


def idempotency_key(installation: str, subject: UUID, n: int) -> str:
    """The key of attempt `n` of a payment (or of setup `n` of a pledge): 64 hex digits."""
    return hashlib.sha256(f"{installation}|{subject}|{n}".encode()).hexdigest()


def completion_key(idem_key: str) -> str:
    """The key under which the page of an attempt is completed, made from the attempt's own: 64 hex digits."""
    return hashlib.sha256(f"{idem_key}|complete".encode()).hexdigest()


def request_fingerprint(installation_key: str, fields: Mapping[str, str]) -> str:
    """Equal for equal fields of a form. Keyed, because an address is among them."""
    canonical = json.dumps(dict(sorted(fields.items())), ensure_ascii=False, separators=(",", ":"))
    return hmac.new(installation_key.encode(), canonical.encode(), hashlib.sha256).hexdigest()
