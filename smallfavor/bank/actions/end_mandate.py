"""Ends a mandate: revoked by its payer or by us, dead at the bank, or unused for 36 months."""

from datetime import date, datetime

from django.db import transaction

from smallfavor.bank.actions.note_event import note
from smallfavor.bank.models import Collection, CollectionState, Mandate, MandateState
from smallfavor.bank.record_changed import tell
from smallfavor.bank.rules.mandate_life import is_unused

NO_MANDATE = "MD01"


def end_mandate(mandate: Mandate, *, actor: str, reason: str, now: datetime) -> Mandate:
    """Nothing is asked for under it any more; a debit that is in no file yet is withdrawn. Repeating does no harm."""
    with transaction.atomic():
        row = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
        withdrawn = _end(row, actor=actor, reason=reason, now=now)
    tell(row.account, [one.metadata for one in withdrawn], now=now)
    return row


def end_named_mandate(account: str, reference: str, *, actor: str, reason: str, now: datetime) -> None:
    """As `end_mandate`, by its reference; one that never was has ended as well."""
    mandate = Mandate.objects.filter(account=account, reference=reference).first()
    if mandate is not None:
        end_mandate(mandate, actor=actor, reason=reason, now=now)


def end_if_unused(mandate: Mandate, *, today: date, now: datetime) -> bool:
    """True when it has ended by this. The caller holds its lock."""
    if mandate.state != MandateState.ACTIVE or not is_unused(
        signed_on=mandate.signed_on, last_used_on=mandate.last_used_on, today=today
    ):
        return False
    _end(mandate, actor="worker", reason="unused for 36 months", now=now)
    return True


def end_unused(*, today: date, now: datetime) -> int:
    """End every mandate under which nothing was asked for in 36 months; returns how many."""
    count = 0
    for pk in Mandate.objects.filter(state=MandateState.ACTIVE).values_list("pk", flat=True).iterator():
        with transaction.atomic():
            row = Mandate.objects.select_for_update(of=("self",)).get(pk=pk)
            count += end_if_unused(row, today=today, now=now)
    return count


def _end(row: Mandate, *, actor: str, reason: str, now: datetime) -> list[Collection]:
    """The debits that were withdrawn with it."""
    if row.state == MandateState.ENDED:
        return []
    row.state, row.ended_at, row.end_reason = MandateState.ENDED, now, reason[:80]
    row.save(update_fields=["state", "ended_at", "end_reason"])
    note(row, "ended", actor=actor, now=now, reason=reason)
    waiting = list(row.collections.select_for_update(of=("self",)).filter(state=CollectionState.ORDERED))
    for collection in waiting:
        collection.state, collection.reason, collection.settled_at = CollectionState.REJECTED, NO_MANDATE, now
        collection.save(update_fields=["state", "reason", "settled_at"])
        note(collection, "rejected", actor=actor, now=now, reason="its mandate has ended")
    return waiting
