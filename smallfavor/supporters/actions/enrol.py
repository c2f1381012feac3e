"""Enrol: find or make the supporter of an address."""

import unicodedata
import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from smallfavor.core.sealing import NamedKey, new_key
from smallfavor.supporters.models import Supporter, SupporterKey
from smallfavor.supporters.rules.address import clean_address
from smallfavor.supporters.sealed import lookups, seal_field, unwrap, wrap

NAME_MAX = 100


def enrol_supporter(*, email: str, name: str = "", language: str, country: str = "", now: datetime) -> Supporter:
    """Find the supporter of `email` by its keyed hash, or make one with a key of its own.

    The same work is done for a known address and for a new one, so that the time of an answer tells nothing. A known
    supporter's address stays as first typed; a name is taken over only where there was none; the language is the
    latest. A supporter whose key is gone (a restore without the keyring) gets a new key and is sealed anew.

    Raises AddressInvalid.
    """
    address, hashes, supporter_uuid = clean_address(email), lookups(email), uuid.uuid4()
    with transaction.atomic():
        known = Supporter.objects.filter(email_lookup__in=hashes).values_list("email_lookup", flat=True).first()
        Supporter.objects.bulk_create(
            [Supporter(uuid=supporter_uuid, email_lookup=known or hashes[0], created_at=now)], ignore_conflicts=True
        )
        supporter = Supporter.objects.select_for_update().get(email_lookup=known or hashes[0])
        key, is_fresh = _key_for(supporter.uuid, now)
        email_sealed = seal_field(address, key=key, supporter_uuid=supporter.uuid, field="email")
        name_sealed = seal_field(clean_name(name), key=key, supporter_uuid=supporter.uuid, field="name")
        if is_fresh:
            supporter.email_sealed = email_sealed
            supporter.name_sealed = None
        if clean_name(name) and supporter.name_sealed is None:
            supporter.name_sealed = name_sealed
        supporter.language = language
        supporter.country = country or supporter.country
        supporter.save(update_fields=["email_sealed", "name_sealed", "language", "country"])
    return supporter


def enrol_unnamed(*, language: str, now: datetime) -> Supporter:
    """Somebody who gives without saying who they are: no address, no key, nothing to find them by."""
    return Supporter.objects.create(language=language, created_at=now)


def clean_name(text: str) -> str:
    """A name on one line, without control characters, at most 100 characters."""
    kept = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in unicodedata.normalize("NFC", text))
    return " ".join(kept.split())[:NAME_MAX]


def _key_for(supporter_uuid: UUID, now: datetime) -> tuple[NamedKey, bool]:
    fresh = new_key()
    SupporterKey.objects.bulk_create(
        [
            SupporterKey(
                supporter_uuid=supporter_uuid,
                name=UUID(bytes=fresh.name),
                wrapped=wrap(fresh, supporter_uuid=supporter_uuid),
                created_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    key = unwrap(SupporterKey.objects.get(supporter_uuid=supporter_uuid))
    return key, key.name == fresh.name
