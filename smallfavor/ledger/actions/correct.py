"""Corrections of the books: one person proposes, another one approves or refuses. Only then is anything booked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from smallfavor.core.money import Money
from smallfavor.core.paper import current_paper
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.actions.close_month import NotAllowed
from smallfavor.ledger.models import Correction, CorrectionLine, CorrectionState, Entry, EntryKind
from smallfavor.ledger.queries.closing import last_closed
from smallfavor.ledger.rules.months import open_day

__all__ = [
    "AlreadyDecided",
    "DayNotOpen",
    "NotAllowed",
    "SamePerson",
    "approve_correction",
    "propose_correction",
    "refuse_correction",
    "withdraw_correction",
]


class AlreadyDecided(Exception):
    """Raised when somebody was faster. Nothing is changed."""

    code = "already_decided"


class SamePerson(Exception):
    """Raised when the person who proposed would decide. Nothing is changed."""

    code = "same_person"


class DayNotOpen(Exception):
    """Raised when the wanted day is in a closed month or in the future. Nothing is kept."""

    code = "day_not_open"


@transaction.atomic
def propose_correction(
    lines: Sequence[TransferLine],
    *,
    dated: date,
    reason: str,
    about: Entry | None = None,
    actor: Any,
    now: datetime,
) -> Correction:
    """Keep a proposal. Nothing is booked.

    Raises NotAllowed, DayNotOpen, ValueError without lines or reason.
    """
    if not actor.has_perm("ledger.propose_correction"):
        raise NotAllowed("proposing a correction is a right of its own")
    if not lines or not reason.strip():
        raise ValueError("a correction has a reason and at least one line")
    closed = last_closed()
    if dated > current_paper().today(now) or dated != open_day(dated, closed=closed.month if closed else None):
        raise DayNotOpen("a correction stands on a day of an open month, today at the latest")
    proposal = Correction.objects.create(
        dated=dated, reason=reason.strip(), about=about, proposed_by=actor, proposed_at=now
    )
    CorrectionLine.objects.bulk_create(
        CorrectionLine(
            correction=proposal,
            debit=line.debit,
            credit=line.credit,
            currency=line.amount.currency,
            amount_minor=line.amount.minor,
        )
        for line in lines
    )
    return proposal


@transaction.atomic
def approve_correction(correction: Correction, *, actor: Any, now: datetime, note: str = "") -> Entry:
    """Book the proposal, on its day or on the first open one. `actor` is another person than the one who proposed.

    Raises NotAllowed, SamePerson, AlreadyDecided.
    """
    held = _hold(correction, actor=actor)
    entry = book_entry(
        kind=EntryKind.CORRECTION,
        provider_object=f"correction/{held.uuid}",
        payment_uuid=held.about.payment_uuid if held.about else None,
        happened_at=now,
        booked_at=now,
        transfers=lines_of(held),
        posted_on=held.dated,
    )
    held.entry = entry
    _decide(held, CorrectionState.BOOKED, actor=actor, now=now, note=note)
    return entry


@transaction.atomic
def refuse_correction(correction: Correction, *, actor: Any, now: datetime, note: str) -> None:
    """Keep the proposal as refused. Raises NotAllowed, SamePerson, AlreadyDecided."""
    _decide(_hold(correction, actor=actor), CorrectionState.REFUSED, actor=actor, now=now, note=note)


@transaction.atomic
def withdraw_correction(correction: Correction, *, actor: Any, now: datetime) -> None:
    """Take one's own proposal back. Raises NotAllowed for anybody else's, AlreadyDecided."""
    held = Correction.objects.select_for_update().get(pk=correction.pk)
    if held.proposed_by_id != actor.pk:
        raise NotAllowed("only the person who proposed a correction takes it back")
    if held.state != CorrectionState.PROPOSED:
        raise AlreadyDecided(held.state)
    _decide(held, CorrectionState.WITHDRAWN, actor=actor, now=now, note="")


def lines_of(correction: Correction) -> list[TransferLine]:
    """What the proposal would book."""
    rows = correction.lines.order_by("pk")
    return [TransferLine(row.debit, row.credit, Money(row.amount_minor, row.currency)) for row in rows]


def _hold(correction: Correction, *, actor: Any) -> Correction:
    if not actor.has_perm("ledger.approve_correction"):
        raise NotAllowed("approving a correction is a right of its own")
    # The entry it is about is read later: a lock does not reach over an outer join.
    held = Correction.objects.select_for_update().get(pk=correction.pk)
    if held.proposed_by_id == actor.pk:
        raise SamePerson("a second person decides")
    if held.state != CorrectionState.PROPOSED:
        raise AlreadyDecided(held.state)
    return held


def _decide(held: Correction, state: CorrectionState, *, actor: Any, now: datetime, note: str) -> None:
    held.state, held.decided_by, held.decided_at, held.decision_note = state, actor, now, note.strip()
    held.save(update_fields=["state", "decided_by", "decided_at", "decision_note", "entry"])
