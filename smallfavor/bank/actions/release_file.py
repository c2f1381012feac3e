"""Releases a frozen file to the bank, or withdraws it before. Both are a person's at the desk."""

import hashlib
from datetime import datetime

from django.db import transaction

from smallfavor.bank.actions.note_event import note
from smallfavor.bank.models import Collection, CollectionFile, CollectionState, FileState, Mandate, MandateState
from smallfavor.bank.queries.creditor import creditor_of
from smallfavor.bank.rules.due_days import first_day_of_file
from smallfavor.bank.sealed import open_file


class FileStale(Exception):
    """Raised when a file must not go out as it is: withdraw it and make another. `why` is a sentence for the desk."""

    code = "file_stale"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class FileChanged(Exception):
    """Raised when a file's bytes are not those that were frozen: nothing is handed out."""

    code = "file_changed"


@transaction.atomic
def release_file(file: CollectionFile, *, by: str, now: datetime) -> CollectionFile:
    """From now on the bank may have it. Released twice, it is the same file. Raises FileStale."""
    row = CollectionFile.objects.select_for_update().get(pk=file.pk)
    if row.state == FileState.WITHDRAWN:
        raise FileStale("It was withdrawn.")
    if row.state != FileState.MADE:
        return row
    if row.first_due_on < first_day_of_file(creditor_of(row.account).agreed, now):
        raise FileStale("The bank would have it too late for its first day.")
    # A payer who stops just now waits for us, or we for them: no file goes out past a mandate that has ended.
    mandates = Mandate.objects.filter(collections__file=row).select_for_update(of=("self",))
    if any(mandate.state != MandateState.ACTIVE for mandate in mandates.order_by("pk")):
        raise FileStale("Somebody in it has stopped since it was made.")
    row.state, row.released_by, row.released_at = FileState.RELEASED, by, now
    row.save(update_fields=["state", "released_by", "released_at"])
    note(row, "released", actor=by, now=now, reason=row.sha256)
    for collection in row.collections.select_related("mandate"):
        collection.mandate.last_used_on = collection.due_on
        collection.mandate.save(update_fields=["last_used_on"])
    return row


@transaction.atomic
def withdraw_file(file: CollectionFile, *, by: str, now: datetime) -> CollectionFile:
    """It never goes out; its debits wait for the next file. Raises FileStale where it has gone out."""
    row = CollectionFile.objects.select_for_update().get(pk=file.pk)
    if row.state == FileState.WITHDRAWN:
        return row
    if row.state != FileState.MADE:
        raise FileStale("It has been released: the bank may have it.")
    row.state = FileState.WITHDRAWN
    row.save(update_fields=["state"])
    note(row, "withdrawn", actor=by, now=now)
    give_back(row)
    return row


def give_back(file: CollectionFile) -> None:
    """The debits of a file that came to nothing wait for another one. The caller holds the file's lock."""
    Collection.objects.filter(file=file, state=CollectionState.IN_FILE).update(
        state=CollectionState.ORDERED, batch="", sequence=""
    )


def bytes_of(file: CollectionFile) -> bytes:
    """The frozen bytes, for the bank. Raises FileChanged; SealBroken when the evidence was destroyed."""
    body = open_file(file)
    if hashlib.sha256(body).hexdigest() != file.sha256:
        raise FileChanged(file.message_id)
    return body
