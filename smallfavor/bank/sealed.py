"""What is sealed here: a payer's name and account by the supporter's own key, a file's bytes by the installation's.

Not here: the ciphers (core/sealing.py) and the supporters' keys (supporters/sealed.py).
"""

from dataclasses import dataclass, field

from smallfavor.bank.models import CollectionFile, Mandate
from smallfavor.core.sealing import SealBroken, installation_keys, key_name, open_sealed, seal
from smallfavor.supporters.models import Supporter, SupporterKey
from smallfavor.supporters.sealed import open_field, seal_field, unwrap

FILES = "bank.files"


@dataclass(frozen=True)
class Payer:
    """Who signed, and for which account. For the moment of use; never stored, logged or put in a job."""

    holder: str = field(repr=False)
    iban: str = field(repr=False)


class PayerGone(Exception):
    """Raised when the supporter was erased: their key is gone, and with it the account."""


def seal_payer(supporter: Supporter, payer: Payer, *, reference: str) -> tuple[bytes, bytes]:
    """Name and account, in this order, bound to this mandate."""
    key = unwrap(SupporterKey.objects.get(supporter_uuid=supporter.uuid))
    return (
        seal_field(payer.holder, key=key, supporter_uuid=supporter.uuid, field=f"holder/{reference}"),
        seal_field(payer.iban, key=key, supporter_uuid=supporter.uuid, field=f"iban/{reference}"),
    )


def open_payer(mandate: Mandate) -> Payer:
    """Raises PayerGone."""
    supporter = mandate.supporter
    row = SupporterKey.objects.filter(supporter_uuid=supporter.uuid).first()
    if row is None or mandate.iban_sealed is None or mandate.holder_sealed is None:
        raise PayerGone(mandate.reference)
    key = unwrap(row)
    try:
        return Payer(
            open_field(
                mandate.holder_sealed, key=key, supporter_uuid=supporter.uuid, field=f"holder/{mandate.reference}"
            ),
            open_field(mandate.iban_sealed, key=key, supporter_uuid=supporter.uuid, field=f"iban/{mandate.reference}"),
        )
    except SealBroken as broken:
        # Another key of the same supporter: they were erased, and have come back since.
        raise PayerGone(mandate.reference) from broken


def seal_file(body: bytes, *, message_id: str) -> bytes:
    return seal(body, key=installation_keys(FILES)[0], bound_to=f"bank.file/{message_id}")


def open_file(file: CollectionFile) -> bytes:
    """Raises SealBroken."""
    return open_sealed(
        bytes(file.body_sealed or b""), keys=installation_keys(FILES), bound_to=f"bank.file/{file.message_id}"
    )


def reseal_files() -> int:
    """Bring files that are sealed under an older installation key to today's; returns how many."""
    today, count = installation_keys(FILES)[0].name, 0
    for file in CollectionFile.objects.exclude(body_sealed=None).iterator():
        if key_name(bytes(file.body_sealed or b"")) != today:
            fresh = seal_file(open_file(file), message_id=file.message_id)
            CollectionFile.objects.filter(pk=file.pk).update(body_sealed=fresh)
            count += 1
    return count
