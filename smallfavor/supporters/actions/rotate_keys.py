"""Rewrap supporters' keys under the installation's key of today, and make their look-up hashes anew."""

from dataclasses import dataclass

from django.db import transaction

from smallfavor.core.sealing import installation_keys, key_name
from smallfavor.supporters.models import Supporter, SupporterKey
from smallfavor.supporters.sealed import KEYRING, lookups, open_field, unwrap, wrap


@dataclass(frozen=True)
class Rotation:
    rewrapped: int
    current: int


def rotate_keys() -> Rotation:
    """Bring every key that is wrapped under an older installation key to today's. Can be stopped and run again.

    Sealed values stay as they are: they are under the supporter's own key, which does not change.

    Raises SealBroken when a key opens under none of the installation's keys; those before it are done.
    """
    today = installation_keys(KEYRING)[0].name
    rewrapped = current = 0
    for supporter_uuid in list(SupporterKey.objects.order_by("supporter_uuid").values_list("pk", flat=True)):
        with transaction.atomic():
            row = SupporterKey.objects.select_for_update().filter(pk=supporter_uuid).first()
            if row is None or key_name(bytes(row.wrapped)) == today:
                current += row is not None
                continue
            _rewrap(row)
            rewrapped += 1
    return Rotation(rewrapped=rewrapped, current=current)


def _rewrap(row: SupporterKey) -> None:
    key = unwrap(row)
    SupporterKey.objects.filter(pk=row.pk).update(wrapped=wrap(key, supporter_uuid=row.supporter_uuid))
    supporter = Supporter.objects.filter(uuid=row.supporter_uuid, email_sealed__isnull=False).first()
    if supporter is not None and supporter.email_sealed is not None:
        email = open_field(supporter.email_sealed, key=key, supporter_uuid=supporter.uuid, field="email")
        Supporter.objects.filter(pk=supporter.pk).update(email_lookup=lookups(email)[0])
