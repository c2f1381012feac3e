"""Takes what the bank answers to our files: a file taken or refused, debits rejected, returns announced.

Money is booked by statements alone (take_lines.py); a rejection means that none moved. Read twice, it changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from smallfavor.bank.actions.end_mandate import end_mandate
from smallfavor.bank.actions.note_event import note
from smallfavor.bank.actions.release_file import give_back
from smallfavor.bank.models import Collection, CollectionFile, CollectionState, FileState
from smallfavor.bank.record_changed import tell
from smallfavor.bank.rules.bank_answers import FileAnswer, Item, ReturnNotice, read_answer
from smallfavor.bank.rules.sepa_reasons import DUPLICATE, meaning_of

REJECTED = "RJCT"
DUPLICATE_SAID = (
    "The bank has had this very file before and refused the second copy. Nothing is lost and nothing is sent again: "
    "what it does with the first copy counts."
)


class AnswerUnknown(Exception):
    """Raised when an answer is about a file that we never made. Nothing has happened."""

    code = "answer_unknown"


@dataclass(frozen=True)
class Taken:
    """What an answer did. `says`: a sentence for the desk."""

    says: str
    rejected: int = 0
    announced: int = 0
    unknown: int = 0


def take_answer(content: bytes, *, by: str, now: datetime) -> Taken:
    """Take a pain.002 or a pacs.004. Raises FileRefused, AnswerUnknown; nothing has happened then."""
    answer = read_answer(content)
    return _take_file_answer(answer, by=by, now=now) if isinstance(answer, FileAnswer) else _announce(answer, now=now)


def _take_file_answer(answer: FileAnswer, *, by: str, now: datetime) -> Taken:
    with transaction.atomic():
        file = CollectionFile.objects.select_for_update().filter(message_id=answer.message_id).first()
        if file is None or file.released_at is None:
            raise AnswerUnknown(answer.message_id)
        if answer.status == REJECTED:
            return _refused_whole(file, answer, by=by, now=now)
        rejected = [one for item in _rejections(file, answer) if (one := _reject(file, item, now=now))]
        if answer.status and file.state == FileState.RELEASED:
            file.state = FileState.ACCEPTED
        says = _says(answer.status, len(rejected))
        _say(file, says, by=by, now=now)
    _end_mandates(rejected, now=now)
    tell(file.account, [one.metadata for one in rejected], now=now)
    return Taken(says, rejected=len(rejected))


def _refused_whole(file: CollectionFile, answer: FileAnswer, *, by: str, now: datetime) -> Taken:
    """A copy of a file that the bank has means nothing. Any other refusal: nothing of it was taken, and its debits wait
    for another file. Once the bank has taken a file, a late refusal of it is a copy's."""
    if answer.reason in DUPLICATE or file.state == FileState.ACCEPTED:
        _say(file, DUPLICATE_SAID, by=by, now=now)
        return Taken(DUPLICATE_SAID)
    says = f"The bank refused the whole file ({answer.reason or 'no reason'}). Its debits wait for another one."
    if file.state == FileState.RELEASED:
        file.state = FileState.REFUSED
        give_back(file)
    _say(file, says, by=by, now=now)
    return Taken(says)


def _rejections(file: CollectionFile, answer: FileAnswer) -> Iterable[Item]:
    for batch in answer.batches:
        listed = {item.end_to_end_id for item in batch.items}
        yield from (
            Item(item.end_to_end_id, item.status, item.reason or batch.reason)
            for item in batch.items
            if item.status == REJECTED
        )
        if batch.status == REJECTED:
            whole = file.collections.filter(batch=batch.batch).exclude(end_to_end_id__in=listed)
            yield from (Item(name, REJECTED, batch.reason) for name in whole.values_list("end_to_end_id", flat=True))


def _reject(file: CollectionFile, item: Item, *, now: datetime) -> Collection | None:
    """The debit, where this was news. One that the bank has twice is not rejected: the first one counts."""
    found = Collection.objects.select_for_update(of=("self",)).select_related("mandate")
    collection = found.filter(file=file, end_to_end_id=item.end_to_end_id, state=CollectionState.IN_FILE).first()
    if collection is None or item.reason in DUPLICATE:
        return None
    collection.state, collection.reason, collection.settled_at = CollectionState.REJECTED, item.reason, now
    collection.save(update_fields=["state", "reason", "settled_at"])
    note(collection, "rejected", actor="bank", now=now, reason=item.reason)
    return collection


def _announce(notices: Iterable[ReturnNotice], *, now: datetime) -> Taken:
    announced = unknown = 0
    with transaction.atomic():
        for notice in notices:
            known = Collection.objects.filter(end_to_end_id=notice.end_to_end_id)
            unknown += not known.exists()
            waiting = known.filter(state__in=[CollectionState.IN_FILE, CollectionState.COLLECTED])
            announced += waiting.update(announced_return=notice.reason[:10])
    return Taken(
        "The reasons are noted; the statement tells when the money went.", announced=announced, unknown=unknown
    )


def _end_mandates(rejected: Iterable[Collection], *, now: datetime) -> None:
    for collection in rejected:
        if meaning_of(collection.reason).ends:
            end_mandate(collection.mandate, actor="bank", reason=collection.reason, now=now)


def _says(status: str, rejected: int) -> str:
    taken = {"PART": "The bank took a part of the file", "": "The bank wrote again"}.get(
        status, "The bank took the file"
    )
    return f"{taken} ({status or 'no new state'}); {rejected} of its debits were rejected just now."


def _say(file: CollectionFile, says: str, *, by: str, now: datetime) -> None:
    file.bank_says = says[:300]
    file.save(update_fields=["state", "bank_says"])
    note(file, "answered", actor=by, now=now, reason=says)
