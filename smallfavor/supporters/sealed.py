"""How a supporter's values are sealed: which key, bound to which place, found by which hash.

Not here: the cipher (core/sealing.py), reading a contact (queries) and writing one (actions).
"""

from collections.abc import Sequence
from uuid import UUID

from smallfavor.core.sealing import NamedKey, installation_keys, keyed_hashes, open_sealed, seal
from smallfavor.supporters.models import SupporterKey
from smallfavor.supporters.rules.address import lookup_form

KEYRING = "keyring"
LOOKUP = "supporters.email_lookup"


def wrap(key: NamedKey, *, supporter_uuid: UUID) -> bytes:
    """The supporter's key under the installation's key of today, bound to the supporter and to the key's name."""
    return seal(key.secret, key=installation_keys(KEYRING)[0], bound_to=_keyring_place(supporter_uuid, key.name))


def unwrap(row: SupporterKey) -> NamedKey:
    """The supporter's key of a keyring row.

    Raises SealBroken when no key of this installation opens it.
    """
    name = row.name.bytes
    place = _keyring_place(row.supporter_uuid, name)
    return NamedKey(name, open_sealed(bytes(row.wrapped), keys=installation_keys(KEYRING), bound_to=place))


def seal_field(text: str, *, key: NamedKey, supporter_uuid: UUID, field: str) -> bytes:
    return seal(text.encode(), key=key, bound_to=_place(supporter_uuid, field))


def open_field(sealed: bytes | memoryview, *, key: NamedKey, supporter_uuid: UUID, field: str) -> str:
    """Raises SealBroken."""
    return open_sealed(bytes(sealed), keys=[key], bound_to=_place(supporter_uuid, field)).decode()


def lookups(email: str) -> Sequence[bytes]:
    """The hashes under which an address may be found, today's first.

    Raises AddressInvalid.
    """
    return keyed_hashes(lookup_form(email), purpose=LOOKUP)


def _place(supporter_uuid: UUID, field: str) -> str:
    return f"supporters.supporter/{supporter_uuid}/{field}"


def _keyring_place(supporter_uuid: UUID, name: bytes) -> str:
    return f"keyring.supporter_key/{supporter_uuid}/{name.hex()}"
