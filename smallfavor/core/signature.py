"""Signatures that a reader's browser can check: ECDSA on P-256 with SHA-256, in the form that WebCrypto takes.

One key pair for an installation, made from its MANIFEST_KEY. Not here: tokens that only we read (tokens.py).
"""

import base64
import hashlib
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256 (SEC 2, 2.4.2)
_PART_BYTES = 32


def sign(message: str, *, purpose: str) -> str:
    """The signature of `message` for `purpose` alone ("manifest", "return"): the 64 bytes r|s, base64."""
    signature = _key(settings.MANIFEST_KEY).sign(_bytes(message, purpose), ec.ECDSA(SHA256()))
    return _text(b"".join(part.to_bytes(_PART_BYTES) for part in decode_dss_signature(signature)))


def public_key() -> str:
    """The public half, as scripts carry it: the uncompressed point (65 bytes), base64."""
    point = _key(settings.MANIFEST_KEY).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _text(point)


def _bytes(message: str, purpose: str) -> bytes:
    return f"{purpose}:{message}".encode()


@lru_cache(maxsize=2)
def _key(secret: str) -> ec.EllipticCurvePrivateKey:
    """The pair that follows from the secret; from 64 bytes of it, so that no number is likelier than another."""
    number = int.from_bytes(hashlib.sha512(b"smallfavor/manifest" + secret.encode()).digest())
    return ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1())


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
