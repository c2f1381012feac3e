"""Makes what went over the wire fit to be kept and shown: no secret, no person, ids cut short. Pure.

The same id is cut to the same short one each time, of the same kind of letters, so that a record can still be followed,
and replayed.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

KEYS = {"access_token", "client_secret", "id_token", "nonce", "refresh_token"}
PERSONAL = {
    "address", "address_line_1", "address_line_2", "admin_area_1", "admin_area_2", "billing_details", "card_holder",
    "cardholder", "cardholdername", "city", "consumeraccount", "consumername", "email", "email_address", "full_name",
    "given_name", "holder_name", "iban", "ip", "ip_address", "line1", "line2", "name", "payer_email", "phone",
    "postal_code", "shipping", "street", "surname",
}  # fmt: skip
# What only brings back who of ours it is about, packed: cut short, nobody could tell any more.
OURS = {"custom_id", "invoice_id", "reference_id"}
HIDDEN = "(hidden)"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b")
_ID = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{17,}(?![\w-])")
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d")


class Redaction:
    """For one record. `secrets` never stay; `kept` are our own names of the run, which say nothing of anybody."""

    def __init__(self, *, secrets: Iterable[str], kept: Iterable[str] = ()) -> None:
        self._secrets = sorted({secret for secret in secrets if len(secret) > 3}, key=len, reverse=True)
        self._kept = set(kept)

    def text(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        text = _IBAN.sub(lambda found: HIDDEN if _is_iban(found.group()) else found.group(), _EMAIL.sub(HIDDEN, text))
        return _ID.sub(self._short, text)

    def body(self, thing: Any) -> Any:
        """Parsed JSON, with what names a person hidden."""
        if isinstance(thing, str):
            return self.text(thing)
        if isinstance(thing, list):
            return [self.body(part) for part in thing]
        if isinstance(thing, Mapping):
            return {self.text(str(name)): self._value(str(name), value) for name, value in thing.items()}
        return thing

    def _value(self, name: str, value: Any) -> Any:
        if name.lower() in OURS and isinstance(value, str):
            return value
        if name.lower() not in PERSONAL | KEYS:
            return self.body(value)
        return _blank(value)

    def _short(self, found: re.Match[str]) -> str:
        whole = found.group()
        if whole in self._kept or _STAMP.match(whole):
            return whole
        digest = hashlib.sha256(whole.encode()).hexdigest()[:6]
        return whole[:6] + (digest.upper() if whole.isupper() else digest)


def _is_iban(text: str) -> bool:
    """By its check digits: many an id looks like one."""
    turned = text[4:] + text[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _blank(value: Any) -> Any:
    """The same shape without what was in it: what reads it finds its fields."""
    if isinstance(value, Mapping):
        return {name: _blank(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_blank(part) for part in value]
    return HIDDEN if isinstance(value, str) and value else value
