"""Erase a person: end what runs, let every app forget, destroy the key."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from smallfavor.supporters.models import Erasure, LinkRequest, Supporter, SupporterKey
from smallfavor.supporters.privacy import holders
from smallfavor.supporters.rules.erasures import erasure_line


@dataclass(frozen=True)
class ErasureReport:
    """What is left, in sentences for the person who asked."""

    kept: tuple[str, ...]


def erase_supporter(supporter: Supporter, *, now: datetime) -> ErasureReport:
    """Erase everything that tells who `supporter` is. Asked twice, it changes nothing more.

    Every registered app goes first (payments ends the pledges, reminders are dropped), all in one transaction with the
    key: if one of them refuses, nothing is erased. Then the key is destroyed, so that what is sealed in backups stays
    shut too, and the erasure is noted in the keyring and in the file of ERASURES, to be done again after a restore.

    Raises OSError when that file can't be written; nothing is erased then.
    """
    with transaction.atomic():
        kept = [line for holder in holders() for line in holder.erase(supporter, now)]
        row = Supporter.objects.select_for_update().get(pk=supporter.pk)
        if row.email_lookup is not None:
            LinkRequest.objects.filter(email_lookup=bytes(row.email_lookup)).delete()
        SupporterKey.objects.filter(supporter_uuid=row.uuid).delete()
        erasure, is_new = Erasure.objects.get_or_create(supporter_uuid=row.uuid, defaults={"erased_at": now})
        row.email_lookup = row.email_sealed = row.name_sealed = None
        row.country = ""
        row.erased_at = row.erased_at or now
        row.save(update_fields=["email_lookup", "email_sealed", "name_sealed", "country", "erased_at"])
        if is_new:
            # Before the commit: a line too many erases again whoever asked for it; one too few brings a person back.
            _write_down(erasure)
    return ErasureReport(kept=tuple(kept))


def _write_down(erasure: Erasure) -> None:
    path = Path(settings.ERASURES)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as listed:
        listed.write(erasure_line(erasure.supporter_uuid, erasure.erased_at))
        listed.flush()
        os.fsync(listed.fileno())


def replay_erasures(*, now: datetime) -> int:
    """After a restore: erase again everybody whom the keyring lists as erased. Returns how many had come back."""
    erased = Erasure.objects.values_list("supporter_uuid", flat=True)
    returned = list(Supporter.objects.filter(uuid__in=list(erased), erased_at=None))
    for supporter in returned:
        erase_supporter(supporter, now=now)
    return len(returned)
