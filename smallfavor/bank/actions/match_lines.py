"""Matches new lines with what was asked for: by the reference alone, exactly. Everything else is left to a person.

In prose with a worked table: docs/rules/transfers.md. Not here: suggestions (queries/suggestions.py).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from smallfavor.bank.actions.ask_transfer import save_reference
from smallfavor.bank.actions.store_lines import references_of
from smallfavor.bank.models import (
    BankLine,
    ExpectedTransfer,
    LineState,
    OrderKind,
    OrderState,
    ReceivedTransfer,
    TransferBack,
    TransferReference,
)
from smallfavor.bank.rules.creditor_reference import is_reference
from smallfavor.bank.rules.names import received_id
from smallfavor.bank.rules.standing import Order, Then, Verdict, Why, place
from smallfavor.bank.rules.statement_line import StatementLine
from smallfavor.core.paper import current_paper

BY_REFERENCE = "reference"


def match_lines(account: str, lines: Sequence[StatementLine], *, now: datetime) -> list[Mapping[str, str]]:
    """Settle what is certain; the metadata of what changed. The caller holds the IBAN's lock."""
    rows = {row.line_id: row for row in BankLine.objects.filter(iban__in={line.account for line in lines})}
    changed: list[Mapping[str, str]] = []
    for line in lines:
        found = _match_one(account, rows[line.line_id], line, now=now)
        if found is not None:
            changed.append(found)
    return changed


def receive(
    row: BankLine, reference: TransferReference, order: ExpectedTransfer | None, *, by: str, now: datetime
) -> ReceivedTransfer:
    """The line is money for this reference: for this order, or (None) early for a period to come."""
    is_first = order is not None and not order.received.exists()
    own_name = order.object_id if order and order.kind == OrderKind.PERIOD and is_first else received_id(row.line_id)
    received = ReceivedTransfer.objects.create(
        account=reference.account,
        object_id=own_name if order else None,
        reference=reference,
        order=order,
        line=row,
        amount_minor=row.gross.minor,
        fee_minor=row.fee_minor,
        currency=row.currency,
        received_at=current_paper().moment_on(row.booked_on, now=now),
        matched_by=by,
    )
    row.reference = reference.code
    settle_line(row, LineState.MATCHED if order else LineState.EARLY, by=by, now=now)
    if order is not None:
        order.state = OrderState.RECEIVED
        order.save(update_fields=["state"])
        save_reference(reference, now=now)
    return received


def settle_line(row: BankLine, state: LineState, *, by: str, now: datetime, why: str = "") -> None:
    row.state, row.settled_by, row.settled_at, row.why = state, by, now, why
    row.save(update_fields=["state", "settled_by", "settled_at", "why", "reference"])


def _match_one(account: str, row: BankLine, line: StatementLine, *, now: datetime) -> Mapping[str, str] | None:
    if not line.credit:
        return _match_back(account, row, line, now=now)
    known = list(TransferReference.objects.select_for_update().filter(account=account, code__in=references_of(line)))
    why = _why_not(line, known)
    if why is not None:
        _leave_to_person(row, why)
        return None
    reference = known[0]
    row.reference = reference.code
    orders = list(reference.orders.select_for_update().order_by("created_at", "id"))
    verdict = _place(row, reference, orders)
    if verdict.then is Then.PERSON:
        _leave_to_person(row, verdict.why)
        return None
    order = orders[verdict.at] if verdict.then is Then.SETTLE else None
    receive(row, reference, order, by=BY_REFERENCE, now=now)
    return dict(order.metadata) if order else None


def _why_not(line: StatementLine, known: Sequence[TransferReference]) -> Why | None:
    if line.reversal or line.return_code:
        return Why.REVERSAL
    if len(known) > 1:
        return Why.SEVERAL
    if not known:
        return Why.UNKNOWN_REFERENCE if is_reference(line.reference) else Why.NO_REFERENCE
    return None


def _place(row: BankLine, reference: TransferReference, orders: Sequence[ExpectedTransfer]) -> Verdict:
    return place(
        row.gross,
        [Order(order.state, order.amount) for order in orders],
        recurs=reference.recurs,
        stopped=reference.revoked_at is not None,
        early=reference.received.filter(order=None).exists(),
    )


def _match_back(account: str, row: BankLine, line: StatementLine, *, now: datetime) -> Mapping[str, str] | None:
    """Money that went out: what we owed a payer, if it bears the reference that the desk was given for it."""
    open_ones = TransferBack.objects.select_for_update().filter(account=account, line=None)
    back = open_ones.filter(reference__in=references_of(line), amount_minor=line.gross.minor).first()
    if back is None or back.currency != row.currency:
        _leave_to_person(row, Why.REVERSAL if line.reversal or line.return_code else Why.WENT_OUT)
        return None
    note_back(back, row, by=BY_REFERENCE, now=now)
    return dict(back.metadata)


def note_back(back: TransferBack, row: BankLine, *, by: str, now: datetime) -> None:
    """The line is what we owed this payer."""
    back.line, back.done_at, back.done_by = row, current_paper().moment_on(row.booked_on, now=now), by
    back.save(update_fields=["line", "done_at", "done_by"])
    settle_line(row, LineState.PAID_BACK, by=by, now=now)


def _leave_to_person(row: BankLine, why: Why) -> None:
    row.why = str(why)
    row.save(update_fields=["why", "reference"])
