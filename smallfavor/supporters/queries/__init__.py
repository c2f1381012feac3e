"""Reading people: find one, open a contact."""

from dataclasses import dataclass, field

from smallfavor.supporters.models import Supporter, SupporterKey
from smallfavor.supporters.rules.address import AddressInvalid
from smallfavor.supporters.sealed import lookups, open_field, unwrap


@dataclass(frozen=True)
class Contact:
    """A person's address and name in clear. For the moment of use; never stored, logged or put in a job."""

    email: str = field(repr=False)
    name: str = field(repr=False)


def find_by_email(email: str) -> Supporter | None:
    """The supporter of this address, by its keyed hash; None also for a text that is no address."""
    try:
        return Supporter.objects.filter(email_lookup__in=lookups(email)).order_by("pk").first()
    except AddressInvalid:
        return None


def find_by_uuid(uuid: str) -> Supporter | None:
    return Supporter.objects.filter(uuid=uuid).first()


def contact_of(supporter: Supporter) -> Contact | None:
    """The supporter's contact; None when erased, or when the keyring has no key for it (a restore without the keyring).

    Raises SealBroken when a key is there and does not fit: that is a fault, not an erasure.
    """
    row = SupporterKey.objects.filter(supporter_uuid=supporter.uuid).first()
    if row is None or supporter.email_sealed is None:
        return None
    key = unwrap(row)
    email = open_field(supporter.email_sealed, key=key, supporter_uuid=supporter.uuid, field="email")
    name = ""
    if supporter.name_sealed is not None:
        name = open_field(supporter.name_sealed, key=key, supporter_uuid=supporter.uuid, field="name")
    return Contact(email=email, name=name)
