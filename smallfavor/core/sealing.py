"""Authenticated encryption of small values (AES-256-GCM), with keys that have names, and the installation's own keys.

A sealed value is: format, name of its key, nonce, ciphertext. It is bound to the place it stands in (`bound_to`): in
another row or field it does not open. Not here: where supporters' keys are kept (supporters/sealed.py).
"""

import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FORMAT = b"\x01"
NAME_BYTES = 16
SECRET_BYTES = 32
_NONCE_BYTES = 12
_BLOCK_BYTES = 64  # values are padded, so that a sealed address does not tell its length


class SealBroken(ValueError):
    """Raised when a sealed value does not open: another key, another place, or changed bytes."""


@dataclass(frozen=True)
class NamedKey:
    """A secret of 32 bytes and the 16 bytes that name it in what it seals."""

    name: bytes
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.name) != NAME_BYTES or len(self.secret) != SECRET_BYTES:
            raise ValueError("a key has a name of 16 and a secret of 32 bytes")


def new_key() -> NamedKey:
    return NamedKey(os.urandom(NAME_BYTES), os.urandom(SECRET_BYTES))


def seal(plain: bytes, *, key: NamedKey, bound_to: str) -> bytes:
    """Seal `plain` under `key` for the place `bound_to` ("supporters.supporter/<uuid>/email")."""
    nonce = os.urandom(_NONCE_BYTES)
    head = FORMAT + key.name
    return head + nonce + AESGCM(key.secret).encrypt(nonce, _pad(plain), head + bound_to.encode())


def open_sealed(sealed: bytes, *, keys: Sequence[NamedKey], bound_to: str) -> bytes:
    """What was sealed, by whichever of `keys` the value names.

    Raises SealBroken.
    """
    name = key_name(sealed)
    head, rest = sealed[: 1 + NAME_BYTES], sealed[1 + NAME_BYTES :]
    for key in keys:
        if key.name == name:
            try:
                padded = AESGCM(key.secret).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], head + bound_to.encode())
            except (InvalidTag, ValueError) as error:
                raise SealBroken("the value was changed, or stands in another place") from error
            return _unpad(padded)
    raise SealBroken("the key that this value names is not here")


def key_name(sealed: bytes) -> bytes:
    """The name of the key that `sealed` was sealed with.

    Raises SealBroken when it is no sealed value of a format that we know.
    """
    if len(sealed) <= 1 + NAME_BYTES + _NONCE_BYTES or sealed[:1] != FORMAT:
        raise SealBroken("not a sealed value")
    return sealed[1 : 1 + NAME_BYTES]


def installation_keys(purpose: str) -> list[NamedKey]:
    """The keys that this installation derives for `purpose`: today's first, then those that are being replaced."""
    masters = [settings.INSTALLATION_KEY, *settings.INSTALLATION_KEY_FALLBACKS]
    return [NamedKey(_derive(master, f"{purpose}/name")[:NAME_BYTES], _derive(master, purpose)) for master in masters]


def keyed_hashes(value: str, *, purpose: str) -> list[bytes]:
    """Keyed hashes of `value` (HMAC-SHA-256) under each of the installation's keys, today's first."""
    return [hmac.digest(key.secret, value.encode(), hashlib.sha256) for key in installation_keys(purpose)]


def _derive(master: str, purpose: str) -> bytes:
    # The installation's key is long and random (config/environment.py): HKDF is enough, no password is stretched.
    kdf = HKDF(algorithm=SHA256(), length=SECRET_BYTES, salt=b"smallfavor", info=purpose.encode())
    return kdf.derive(master.encode())


def _pad(plain: bytes) -> bytes:
    framed = len(plain).to_bytes(4) + plain
    return framed + b"\0" * (-len(framed) % _BLOCK_BYTES)


def _unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:4])
    return padded[4 : 4 + length]
