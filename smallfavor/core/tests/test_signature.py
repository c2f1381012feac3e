import base64
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from smallfavor.core.signature import public_key, sign


def verify(text: str, signature: str) -> None:
    """As any other program would, from the public half alone."""
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(public_key()))
    raw = base64.b64decode(signature)
    r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
    assert len(raw) == 64
    key.verify(encode_dss_signature(r, s), text.encode(), ec.ECDSA(SHA256()))


def test_the_public_half_verifies_what_was_signed() -> None:
    for message in ("{}", "Чайка", "x" * 100_000, ""):
        verify(f"manifest:{message}", sign(message, purpose="manifest"))


@pytest.mark.parametrize("text", ["manifest:{} ", "return:{}", "{}", "manifest:"])
def test_anything_else_does_not_verify(text: str) -> None:
    with pytest.raises(InvalidSignature):
        verify(text, sign("{}", purpose="manifest"))


def test_the_same_setting_is_the_same_key_and_another_is_another(settings: Any) -> None:
    settings.MANIFEST_KEY = "first"
    first = public_key()
    settings.MANIFEST_KEY = "second"
    assert public_key() != first
    settings.MANIFEST_KEY = "first"
    assert public_key() == first
