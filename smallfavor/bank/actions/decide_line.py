"""What a person decides about a line: whose it is, that it is other income, that it is none of ours, or to leave it.

Not here: what follows in the books (the look-up that `tell` causes, and the desk for other income).
"""

from datetime import datetime

from django.db import transaction

from smallfavor.bank.actions.match_lines import note_back, receive, settle_line
from smallfavor.bank.models import BankLine, ExpectedTransfer, LineState, TransferBack
from smallfavor.bank.record_changed import tell

DECIDABLE = [LineState.OPEN, LineState.LEFT, LineState.EARLY]


class LineRefused(Exception):
    """Raised when a line can't be settled like that. Nothing has happened then."""

    code = "line_refused"


class LineSettled(LineRefused):
    """Raised when somebody, or a reference, has settled it already."""

    code = "line_settled"


class LineUnfit(LineRefused):
    """Raised when side, currency or amount don't fit what it should be for."""

    code = "line_unfit"


@transaction.atomic
def match_line(line: BankLine, order: ExpectedTransfer, *, by: str, now: datetime) -> BankLine:
    """The line is what this payer was asked for, with the amount that came.

    Where money had come for it already, this one is told as well: the books take it as given twice.
    Raises LineSettled, LineUnfit.
    """
    row = _locked(line)
    asked = ExpectedTransfer.objects.select_for_update(of=("self",)).select_related("reference").get(pk=order.pk)
    if not row.credit or row.currency != asked.currency or asked.amount_minor is None:
        raise LineUnfit(str(row))
    _undo_early(row)
    receive(row, asked.reference, asked, by=by, now=now)
    transaction.on_commit(lambda: tell(asked.account, [asked.metadata], now=now))
    return row


@transaction.atomic
def match_line_back(line: BankLine, back: TransferBack, *, by: str, now: datetime) -> BankLine:
    """The line is what we owed this payer. Raises LineSettled, LineUnfit."""
    row = _locked(line)
    owed = TransferBack.objects.select_for_update().get(pk=back.pk)
    if row.credit or owed.line_id is not None or owed.amount != row.gross:
        raise LineUnfit(str(row))
    note_back(owed, row, by=by, now=now)
    transaction.on_commit(lambda: tell(owed.account, [owed.metadata], now=now))
    return row


@transaction.atomic
def settle_as_other(line: BankLine, *, by: str, now: datetime) -> BankLine:
    """The paper's money, and nobody's gift. Raises LineSettled, LineUnfit."""
    row = _locked(line)
    if not row.credit:
        raise LineUnfit(str(row))
    _undo_early(row)
    settle_line(row, LineState.OTHER, by=by, now=now)
    return row


@transaction.atomic
def settle_as_outside(line: BankLine, *, by: str, note: str, now: datetime) -> BankLine:
    """None of the readers' money: a bill, the bank's price. `note` holds nothing personal. Raises LineSettled."""
    row = _locked(line)
    _undo_early(row)
    row.note = note[:200]
    row.save(update_fields=["note"])
    settle_line(row, LineState.OUTSIDE, by=by, now=now)
    return row


@transaction.atomic
def leave_line(line: BankLine, *, by: str, note: str, now: datetime) -> BankLine:
    """Looked at, and not settled: it leaves the list of new ones. Raises LineSettled."""
    row = _locked(line)
    if row.state == LineState.EARLY:
        raise LineSettled(str(row))
    row.note = note[:200]
    row.save(update_fields=["note"])
    settle_line(row, LineState.LEFT, by=by, now=now, why=row.why)
    return row


def _locked(line: BankLine) -> BankLine:
    row = BankLine.objects.select_for_update().get(pk=line.pk)
    if row.state not in DECIDABLE:
        raise LineSettled(str(row))
    return row


def _undo_early(row: BankLine) -> None:
    """Money that waits for its period is nowhere in the books yet."""
    early = getattr(row, "transfer", None) if row.state == LineState.EARLY else None
    if early is not None:
        early.delete()
