"""The certificate that this emulator signs its webhooks with: its own, made once and kept in its folder."""

import base64
import secrets
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

LIFE = timedelta(days=365)


@dataclass(frozen=True)
class Certificate:
    name: str
    pem: bytes
    key: RSAPrivateKey

    def sign(self, transmission: tuple[str, str], webhook_id: str, body: bytes) -> str:
        """The header's signature over (id, time) of a transmission, the webhook's id and the body's checksum."""
        message = f"{transmission[0]}|{transmission[1]}|{webhook_id}|{zlib.crc32(body)}".encode()
        return base64.b64encode(self.key.sign(message, PKCS1v15(), SHA256())).decode()


def own_certificate(folder: Path) -> Certificate:
    """The one in this folder; made where there is none."""
    key_file, pem_file = folder / "key.pem", folder / "certificate.pem"
    if not pem_file.exists():
        key = make_key()
        pem_file.write_bytes(make_certificate(key))
        key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    loaded = load_pem_private_key(key_file.read_bytes(), None)
    if not isinstance(loaded, RSAPrivateKey):
        raise TypeError("the key in this folder is not an RSA key")
    pem = pem_file.read_bytes()
    return Certificate(f"CERT-{zlib.crc32(pem):08x}", pem, loaded)


def make_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def make_certificate(key: RSAPrivateKey, *, begins: datetime | None = None, life: timedelta = LIFE) -> bytes:
    """A certificate for this key, signed by itself, as PEM."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "messageverificationcerts.emulator")])
    begins = begins or datetime.now(UTC) - timedelta(days=1)
    made = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=secrets.randbits(64),
        not_valid_before=begins,
        not_valid_after=begins + life,
    )
    return made.sign(key, SHA256()).public_bytes(Encoding.PEM)
