"""The bank's record in the contract's words. Pure: no database, no clock."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from smallfavor.bank.queries.receiver import Receiver
from smallfavor.bank.queries.transfers import (
    BankLine,
    ExpectedTransfer,
    ReceivedTransfer,
    TransferBack,
    TransferReference,
)
from smallfavor.bank.rules.creditor_reference import spaced
from smallfavor.bank.rules.iban import grouped
from smallfavor.bank.rules.names import missed_id, received_id
from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Decline,
    Declined,
    ListedInstrument,
    Ours,
    Processing,
    ProviderRecord,
    Refunded,
    SavedInstrument,
    Succeeded,
)

METHOD = "bank_transfer"


def session(page: ExpectedTransfer, url: str, receiver: Receiver, *, now: datetime) -> CheckoutSession:
    """The page as it is at `now`: one whose time is over takes part no more, though late money counts."""
    expires_at = page.expires_at or page.created_at
    saved = saved_instrument(page.reference)
    return CheckoutSession(
        object_id=page.object_id,
        url=url,
        state=_session_state(page, expires_at, now),
        expires_at=expires_at,
        created_at=page.created_at,
        ours=Ours.read(page.metadata),
        instrument=saved,
        instructions=instructions(page, receiver),
    )


def _session_state(
    page: ExpectedTransfer, expires_at: datetime, now: datetime
) -> Literal["open", "complete", "expired"]:
    if page.state in {"received", "complete"}:
        return "complete"
    return "open" if page.state == "open" and now < expires_at else "expired"


def instructions(page: ExpectedTransfer, receiver: Receiver) -> tuple[tuple[str, str], ...]:
    """What the payer needs, by the words of the contract."""
    told = [("beneficiary", receiver.beneficiary), ("iban", grouped(receiver.iban))]
    if receiver.bic:
        told.append(("bic", receiver.bic))
    return (*told, ("reference", spaced(page.reference.code)))


def saved_instrument(reference: TransferReference) -> SavedInstrument | None:
    """A reference for one gift saves nothing."""
    if reference.saved_at is None:
        return None
    return SavedInstrument(reference.code, METHOD, f"… {reference.code[-4:]}")


def success(received: ReceivedTransfer) -> Succeeded:
    order = received.order
    if order is None or received.object_id is None:
        raise ValueError("what came early is no payment yet")
    return Succeeded(
        object_id=received.object_id,
        amount=received.amount,
        created_at=received.received_at,
        ours=Ours.read(order.metadata),
        fee=Money(received.fee_minor, received.currency),
        instrument=saved_instrument(received.reference),
        session_id="" if order.kind == "period" else order.object_id,
        method=METHOD,
    )


def period(order: ExpectedTransfer) -> Processing | Declined:
    """A period that nothing has come for yet."""
    amount, ours = Money(order.amount_minor or 0, order.currency), Ours.read(order.metadata)
    if order.state == "refused":
        return Declined(
            missed_id(order.object_id), amount, order.created_at, ours, Decline.INSTRUMENT_GONE, hard=True
        )  # fmt: skip
    if order.missed_at is not None:
        return Declined(missed_id(order.object_id), amount, order.missed_at, ours, Decline.NOT_RECEIVED, hard=False)
    return Processing(order.object_id, amount, order.created_at, ours, late=order.late_at is not None)


def back(order: TransferBack) -> Refunded | Processing:
    """Ordered by us, done by a person, seen on a statement."""
    ours = Ours.read(order.metadata)
    if order.done_at is None:
        return Processing(order.object_id, order.amount, order.created_at, ours)
    charge = order.received.object_id or ""
    return Refunded(order.object_id, charge, order.amount, order.done_at, ours)


def other_income(line: BankLine) -> Succeeded:
    """Money of the paper's that is nobody's gift, as a person at the desk said."""
    at = line.settled_at or line.seen_at
    return Succeeded(
        received_id(line.line_id), line.gross, at, None, Money(line.fee_minor, line.currency), method=METHOD
    )


def of_period(order: ExpectedTransfer) -> Iterator[ProviderRecord]:
    """That it was missed is history that stays when the money comes late."""
    if order.state != "received" or order.missed_at is not None:
        yield period(order)


def listed(reference: TransferReference) -> ListedInstrument:
    saved_at = reference.saved_at or reference.created_at
    return ListedInstrument(reference.code, reference.revoked_at is None, saved_at, Ours.read(reference.metadata))
