"""Destroys the bytes of files of which no bank can ask for evidence any more. The file's row and its hash stay."""

from datetime import datetime

from smallfavor.bank.actions.note_event import note
from smallfavor.bank.models import CollectionFile
from smallfavor.bank.rules.mandate_life import evidence_ends


def drop_evidence(*, now: datetime) -> int:
    """Returns how many files lost their bytes."""
    count = 0
    for file in CollectionFile.objects.exclude(body_sealed=None).iterator():
        if evidence_ends(file.released_at or file.created_at) < now:
            file.body_sealed = None
            file.save(update_fields=["body_sealed"])
            note(file, "bytes destroyed", actor="worker", now=now, reason="its evidence can't be asked for any more")
            count += 1
    return count
