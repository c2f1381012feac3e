"""Erase a person: end what runs, let every app forget, destroy the key."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from smallfavor.supporters.models import Erasure, LinkRequest, Supporter, SupporterKey
from smallfavor.supporters.privacy import holders


@dataclass(frozen=True)
class ErasureReport:
    """What is left, in sentences for the person who asked."""

    kept: tuple[str, ...]


def erase_supporter(supporter: Supporter, *, now: datetime) -> ErasureReport:
    """Erase everything that tells who `supporter` is. Asked twice, it changes nothing more.

    Every registered app goes first (payments ends the pledges, reminders are dropped), all in one transaction with the
    key: if one of them refuses, nothing is erased. Then the key is destroyed, so that what is sealed in backups stays
    shut too, and the erasure is noted in the keyring, to be done again after a restore.
    """
    with transaction.atomic():
        kept = [line for holder in holders() for line in holder.erase(supporter, now)]
        row = Supporter.objects.select_for_update().get(pk=supporter.pk)
        if row.email_lookup is not None:
            LinkRequest.objects.filter(email_lookup=bytes(row.email_lookup)).delete()
        SupporterKey.objects.filter(supporter_uuid=row.uuid).delete()
        Erasure.objects.get_or_create(supporter_uuid=row.uuid, defaults={"erased_at": now})
        row.email_lookup = row.email_sealed = row.name_sealed = None
        row.country = ""
        row.erased_at = row.erased_at or now
        row.save(update_fields=["email_lookup", "email_sealed", "name_sealed", "country", "erased_at"])
    return ErasureReport(kept=tuple(kept))


def replay_erasures(*, now: datetime) -> int:
    """After a restore: erase again everybody whom the keyring lists as erased. Returns how many had come back."""
    erased = Erasure.objects.values_list("supporter_uuid", flat=True)
    returned = list(Supporter.objects.filter(uuid__in=list(erased), erased_at=None))
    for supporter in returned:
        erase_supporter(supporter, now=now)
    return len(returned)
