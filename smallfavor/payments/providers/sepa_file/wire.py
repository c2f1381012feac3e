"""The bank's record in the contract's words. Pure: no database, no clock."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, cast

from smallfavor.bank.queries.record import CollectionRecord, MandateRecord, PageRecord, settled
from smallfavor.bank.rules.sepa_reasons import meaning_of
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Decline,
    Declined,
    ListedInstrument,
    Ours,
    Processing,
    ProviderRecord,
    Returned,
    SavedInstrument,
    Succeeded,
)
from smallfavor.payments.providers.counter import Body

METHOD = "sepa_debit"


def period_due(body: Body) -> date | None:
    """The due day of the period that a charge is for."""
    told = body.ours.extra.get("due", "")
    return date.fromisoformat(told) if told else None


def session(record: PageRecord, url: str) -> CheckoutSession:
    mandate = record.mandate
    return CheckoutSession(
        object_id=record.object_id,
        url=url,
        state=cast("Literal['open', 'complete', 'expired']", record.state),
        expires_at=record.expires_at,
        created_at=record.created_at,
        ours=Ours.read(record.metadata),
        instrument=_saved(mandate) if mandate is not None else None,
    )


def outcome(record: CollectionRecord) -> Succeeded | Declined | Processing:
    """What became of a debit."""
    ours = Ours.read(record.metadata)
    if settled(record):
        return Succeeded(
            object_id=record.object_id,
            amount=record.amount,
            created_at=record.settled_at or record.created_at,
            ours=ours,
            fee=record.fee,
            instrument=_saved(record.mandate),
            session_id=record.page_id,
            method=METHOD,
        )
    if record.state == "rejected":
        meaning = meaning_of(record.reason)
        return Declined(
            object_id=record.object_id,
            amount=record.amount,
            created_at=record.settled_at or record.created_at,
            ours=ours,
            code=Decline(meaning.code),
            hard=meaning.hard,
            provider_code=record.reason,
            session_id=record.page_id,
            tries_most=meaning.tries,
        )
    return Processing(record.object_id, record.amount, record.created_at, ours, record.page_id, record.due_on)


def came_back(record: CollectionRecord) -> Returned | None:
    """The return of a debit; None where it has not come back."""
    if record.returned_at is None:
        return None
    meaning = meaning_of(record.reason)
    return Returned(
        object_id=record.return_id,
        charge_id=record.object_id,
        amount=record.amount,
        created_at=record.returned_at,
        ours=Ours.read(record.metadata),
        code=Decline(meaning.code),
        hard=meaning.hard,
        fee=record.return_fee if record.return_fee.minor > 0 else None,
        tries_most=meaning.tries,
    )


def records(record: CollectionRecord) -> Iterator[ProviderRecord]:
    """The outcome, and its return where it came back."""
    yield outcome(record)
    back = came_back(record)
    if back is not None:
        yield back


def listed(record: MandateRecord) -> ListedInstrument:
    return ListedInstrument(record.reference, record.active, record.created_at, Ours.read(record.metadata))


def _saved(mandate: MandateRecord) -> SavedInstrument | None:
    """A mandate for one debit saves nothing."""
    return SavedInstrument(mandate.reference, METHOD, mandate.label) if mandate.recurs else None
