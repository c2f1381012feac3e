"""Reads a bank's file in: stores what is new, has it matched, and tells those whose payments it is about."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from smallfavor.bank.actions.close_missed import close_missed
from smallfavor.bank.actions.match_lines import match_lines, settle_line
from smallfavor.bank.actions.store_lines import store_lines
from smallfavor.bank.line_takers import offer_lines
from smallfavor.bank.models import BankLine, LineState, Statement, StatementFile
from smallfavor.bank.queries.receiver import our_ibans, read_until, receiving_account
from smallfavor.bank.record_changed import tell
from smallfavor.bank.rules.csv_columns import read_choice
from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.bank.rules.read_statements import read_statements
from smallfavor.bank.rules.statement_line import ReadStatement, StatementLine

TAKEN = "taken"


@dataclass(frozen=True)
class BankFile:
    """A file as it was handed over. `iban`, `currency`, `columns`: for a table that does not say them itself."""

    content: bytes
    name: str = ""
    iban: str = ""
    currency: str = "EUR"
    columns: str = ""


@dataclass(frozen=True)
class ReadResult:
    """What a file told. `states`: how many of the new lines stand how (models.LineState). `again`: read before."""

    file: StatementFile
    states: Mapping[str, int]
    again: bool = False


@transaction.atomic
def read_statement(given: BankFile, *, by: str, now: datetime) -> ReadResult:
    """Take in a file, whole or not at all. The same file again changes nothing.

    Raises FileRefused.
    """
    sha256 = hashlib.sha256(given.content).hexdigest()
    known = StatementFile.objects.filter(sha256=sha256).first()
    if known is not None:
        return ReadResult(known, {}, again=True)
    told = read_statements(
        given.content, account=given.iban, currency=given.currency, columns=read_choice(given.columns)
    )
    _check_ours(told)
    _lock(told)
    file = StatementFile.objects.create(
        sha256=sha256, name=given.name[:120], columns=given.columns[:2000], read_by=by, read_at=now,
        lines=sum(len(one.lines) for one in told), known_lines=0,
    )  # fmt: skip
    # Older days first, so that what waits longest is settled first.
    fresh = [line for one in sorted(told, key=_first_day) for line in _take_in(file, one, now=now)]
    file.known_lines = file.lines - len(fresh)
    file.save(update_fields=["known_lines"])
    return ReadResult(file, Counter(_states(fresh)))


def _take_in(file: StatementFile, told: ReadStatement, *, now: datetime) -> list[StatementLine]:
    row = Statement.objects.create(
        file=file, iban=told.account, kind=told.kind, bank_id=told.statement_id[:80], currency=told.currency,
        opening_minor=told.opening_minor, closing_minor=told.closing_minor, until=told.until, pending=told.pending,
    )  # fmt: skip
    _check_one_kind(told)
    fresh = store_lines(row, told, now=now)
    left = _leave_to_takers(fresh, now=now)
    account = receiving_account(told.account)
    if account is not None:
        changed = match_lines(account, left, now=now)
        changed += close_missed(account, read_until=read_until(told.account), now=now)
        transaction.on_commit(lambda: tell(account, changed, now=now))
    return fresh


def _leave_to_takers(fresh: Sequence[StatementLine], *, now: datetime) -> list[StatementLine]:
    taken = offer_lines(fresh, now=now)
    for line in fresh:
        if line.line_id in taken:
            row = BankLine.objects.get(iban=line.account, line_id=line.line_id)
            settle_line(row, LineState.TAKEN, by=TAKEN, now=now, why=taken[line.line_id][:40])
    return [line for line in fresh if line.line_id not in taken]


def _check_ours(told: Sequence[ReadStatement]) -> None:
    ours = our_ibans()
    for one in told:
        if one.account not in ours:
            ends = ", ".join(f"…{iban[-4:]}" for iban in ours) or "none"
            raise FileRefused(0, f"The file is of an account that ends in {one.account[-4:]}; ours are: {ends}.")


def _check_one_kind(told: ReadStatement) -> None:
    """A table names its lines otherwise than a statement: the same day told by both would count twice."""
    days = {line.booked_on for line in told.lines}
    others = BankLine.objects.filter(iban=told.account, booked_on__in=days)
    is_table = told.kind == "table"
    clash = others.exclude(statement__kind="table") if is_table else others.filter(statement__kind="table")
    day = clash.order_by("-booked_on").values_list("booked_on", flat=True).first()
    if day is not None:
        raise FileRefused(
            0,
            f"{day} has been read from {'a bank statement' if is_table else 'a table'} already; days must not be mixed,"
            " or money would count twice.",
        )


def _lock(told: Sequence[ReadStatement]) -> None:
    """One file of an account at a time: two would each think that the other's lines are new."""
    with connection.cursor() as cursor:
        for iban in sorted({one.account for one in told}):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"bank.lines/{iban}"])


def _states(fresh: Sequence[StatementLine]) -> list[str]:
    ids = [line.line_id for line in fresh]
    return list(BankLine.objects.filter(line_id__in=ids).values_list("state", flat=True))


def _first_day(told: ReadStatement) -> date:
    return min((line.booked_on for line in told.lines), default=told.until or date.min)
