"""Makes the file of debits that are due, and freezes its bytes. Releasing it is a person's (release_file.py)."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from smallfavor.bank.actions.note_event import note
from smallfavor.bank.actions.write_pain008 import Debit, write_pain008
from smallfavor.bank.mails import send_prenotice_later
from smallfavor.bank.models import Collection, CollectionFile, CollectionState, Mandate, MandateState, Sequence
from smallfavor.bank.queries.creditor import Creditor
from smallfavor.bank.record_changed import tell
from smallfavor.bank.rules.due_days import first_day_of_file, with_notice
from smallfavor.bank.rules.names import message_id
from smallfavor.bank.sealed import PayerGone, open_payer, seal_file

AHEAD = timedelta(days=13)  # banks take files up to 14 days before the debit
MOST_IN_A_FILE = 5000
NO_MANDATE = "MD01"
_USED = [CollectionState.IN_FILE, CollectionState.COLLECTED, CollectionState.RETURNED]


class NothingDue(Exception):
    """Raised when there is nothing to ask the bank for."""

    code = "nothing_due"


def make_file(creditor: Creditor, *, by: str, now: datetime) -> CollectionFile:
    """A frozen file with the debits of the next days. `by`: who made it, as in desk:7.

    A debit whose day can't be reached any more gets another one, and its payer a mail; one without a living mandate is
    rejected. Raises NothingDue (that much may have happened then), FileInvalid (nothing has).
    """
    last = now.astimezone(creditor.agreed.zone).date() + AHEAD
    kept, gone = list[tuple[Collection, Debit]](), list[Collection]()
    with transaction.atomic():
        waiting = Collection.objects.select_for_update(of=("self",)).select_related("mandate__supporter", "file")
        due = waiting.filter(account=creditor.account, state=CollectionState.ORDERED, due_on__lte=last)
        for collection in due.order_by("due_on", "id")[:MOST_IN_A_FILE]:
            debit = _debit(collection)
            if debit is None:
                _reject(collection, now=now)
                gone.append(collection)
            elif _put_off_if_late(collection, creditor, now=now) <= last:
                kept.append((collection, replace(debit, due_on=collection.due_on)))
        file = _freeze(kept, creditor, by=by, now=now) if kept else None
    tell(creditor.account, [one.metadata for one in gone], now=now)
    if file is None:
        raise NothingDue(creditor.account)
    return file


def _debit(collection: Collection) -> Debit | None:
    """What the file says of it, with its sequence type still to come; None where nobody can be asked any more."""
    mandate = collection.mandate
    if mandate.state != MandateState.ACTIVE:
        return None
    try:
        payer = open_payer(mandate)
    except PayerGone:
        return None
    return Debit(
        end_to_end_id=collection.end_to_end_id,
        amount_minor=collection.amount_minor,
        sequence="",
        due_on=collection.due_on,
        mandate=mandate.reference,
        signed_on=mandate.signed_on,
        holder=payer.holder,
        iban=payer.iban,
        description=collection.description,
    )


def _reject(collection: Collection, *, now: datetime) -> None:
    collection.state, collection.reason, collection.settled_at = CollectionState.REJECTED, NO_MANDATE, now
    collection.save(update_fields=["state", "reason", "settled_at"])
    note(collection, "rejected", actor="worker", now=now, reason="its mandate has ended")


def _put_off_if_late(collection: Collection, creditor: Creditor, *, now: datetime) -> date:
    """Its day, moved where the bank can't be asked for it any more: then the payer is told the new one."""
    if collection.due_on < first_day_of_file(creditor.agreed, now):
        was, collection.due_on = collection.due_on, with_notice(creditor.agreed, now)
        collection.announced = False
        collection.save(update_fields=["due_on", "announced"])
        note(collection, "put off", actor="worker", now=now, reason=f"from {was} to {collection.due_on}")
        send_prenotice_later(collection)
    return collection.due_on


def _freeze(kept: list[tuple[Collection, Debit]], creditor: Creditor, *, by: str, now: datetime) -> CollectionFile:
    collections = [collection for collection, _ in kept]
    name = message_id(
        creditor.account,
        [one.end_to_end_id for one in collections],
        [one.file.message_id for one in collections if one.file is not None],
    )
    debits = _with_sequences(kept)
    written = write_pain008(debits, creditor, message_id=name, now=now)
    file = CollectionFile.objects.create(
        account=creditor.account,
        message_id=name,
        body_sealed=seal_file(written.body, message_id=name),
        sha256=hashlib.sha256(written.body).hexdigest(),
        count=len(debits),
        total_minor=sum(debit.amount_minor for debit in debits),
        currency="EUR",
        first_due_on=min(debit.due_on for debit in debits),
        made_by=by,
        created_at=now,
    )
    note(file, "made", actor=by, now=now, reason=f"{len(debits)} debits")
    for collection, debit in zip(collections, debits, strict=True):
        collection.state, collection.file, collection.sequence = CollectionState.IN_FILE, file, debit.sequence
        collection.batch = written.batches[collection.end_to_end_id]
    Collection.objects.bulk_update(collections, ["state", "file", "sequence", "batch"], batch_size=500)
    return file


def _with_sequences(kept: list[tuple[Collection, Debit]]) -> list[Debit]:
    """First or recurring: the first debit under a mandate that the bank has not rejected is its first."""
    mandates = {collection.mandate_id for collection, _ in kept}
    used = set(Collection.objects.filter(mandate_id__in=mandates, state__in=_USED).values_list("mandate_id", flat=True))
    debits = []
    for collection, debit in kept:
        debits.append(replace(debit, sequence=_sequence(collection.mandate, used=collection.mandate_id in used)))
        used.add(collection.mandate_id)
    return debits


def _sequence(mandate: Mandate, *, used: bool) -> Sequence:
    if not mandate.recurs:
        return Sequence.ONE_OFF
    return Sequence.RECURRING if used else Sequence.FIRST
