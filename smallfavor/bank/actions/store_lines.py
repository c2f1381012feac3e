"""Stores a statement's lines, each once, however often and in which order the bank tells of it.

Not here: what the lines mean (match_lines.py).
"""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Q

from smallfavor.bank.models import BankLine, LineState, Statement
from smallfavor.bank.rules.creditor_reference import is_reference, references_in
from smallfavor.bank.rules.statement_line import ReadStatement, StatementLine
from smallfavor.bank.told import hash_payer, seal_told

# A bank's reference that comes again after so long names another movement.
SAME_REFERENCE_DAYS = timedelta(days=20)


def store_lines(row: Statement, read: ReadStatement, *, now: datetime) -> list[StatementLine]:
    """The lines that nobody had told of before. The caller holds the IBAN's lock."""
    counted = _counted_whole(row, read, now=now)
    fresh = []
    for line in read.lines:
        known = _same_line(row, line) or _same_content(row, line)
        if known is not None:
            _tell_again(known, row)
        elif not (line.part and line.entry_id in counted) and not _is_told_in_parts(row, line):
            fresh.append(_insert(row, line, now=now))
    return fresh


def told_words(line: StatementLine) -> str:
    """Where a payer may have put a reference."""
    return "\n".join(part for part in (line.reference, line.remittance, line.end_to_end_id) if part)


def references_of(line: StatementLine) -> list[str]:
    """Every right reference on the line; the structured field first."""
    own = [line.reference] if is_reference(line.reference) else []
    return list(dict.fromkeys([*own, *references_in(told_words(line)), *references_in(_unwrapped(line))]))


def _unwrapped(line: StatementLine) -> str:
    """Banks cut a payer's words after so many signs, wherever that falls."""
    return line.remittance.replace("\n", "")


def _kind_field(row: Statement) -> str:
    return "notification" if row.kind == "notification" else "statement"


def _same_line(row: Statement, line: StatementLine) -> BankLine | None:
    named = BankLine.objects.filter(iban=row.iban).filter(
        Q(line_id=line.line_id) | Q(line_id=_later_name(line)), credit=line.credit
    )
    near = (line.booked_on - SAME_REFERENCE_DAYS, line.booked_on + SAME_REFERENCE_DAYS)
    return named.filter(booked_on__range=near).first()


def _same_content(row: Statement, line: StatementLine) -> BankLine | None:
    """The same movement by another name: only where the other kind of message told of it, and this kind has not."""
    unseen = BankLine.objects.filter(iban=row.iban, content_id=line.content_id, **{_kind_field(row): None})
    return unseen.order_by("id").first()


def _tell_again(known: BankLine, row: Statement) -> None:
    kind = _kind_field(row)
    if getattr(known, f"{kind}_id") is None:
        setattr(known, kind, row)
        known.save(update_fields=[kind])


def _later_name(line: StatementLine) -> str:
    return f"{line.line_id[:44]}@{line.booked_on:%Y%m%d}"


def _entry(row: Statement, line: StatementLine, *, parts: bool) -> list[BankLine]:
    """What is stored of the entry that the line is of: its parts, or it as one sum."""
    if not line.entry_id:
        return []
    near = (line.booked_on - SAME_REFERENCE_DAYS, line.booked_on + SAME_REFERENCE_DAYS)
    known = BankLine.objects.filter(iban=row.iban, entry_id=line.entry_id[:60], is_part=parts, booked_on__range=near)
    return list(known)


def _is_told_in_parts(row: Statement, line: StatementLine) -> bool:
    """A sum whose parts another message has told: they are what was booked."""
    parts = [] if line.part else _entry(row, line, parts=True)
    if not parts or sum(map(_signed, parts)) != line.signed_minor:
        return False
    for part in parts:
        _tell_again(part, row)
    return True


def _counted_whole(row: Statement, read: ReadStatement, *, now: datetime) -> set[str]:
    """The entries of whose parts nothing new is told: their sum has been settled. A sum that stands open steps back."""
    entries: dict[str, list[StatementLine]] = defaultdict(list)
    for line in read.lines:
        if line.part and line.entry_id:
            entries[line.entry_id].append(line)
    counted = set()
    for entry_id, parts in entries.items():
        total = sum(part.signed_minor for part in parts)
        for whole in _entry(row, parts[0], parts=False):
            if _signed(whole) != total or whole.state == LineState.TOLD_APART:
                continue
            if whole.state in {LineState.OPEN, LineState.LEFT}:
                whole.state, whole.settled_at, whole.settled_by = LineState.TOLD_APART, now, "bank"
                whole.save(update_fields=["state", "settled_at", "settled_by"])
            else:
                _tell_again(whole, row)
                counted.add(entry_id)
    return counted


def _signed(line: BankLine) -> int:
    return line.amount_minor if line.credit else -line.amount_minor


def _insert(row: Statement, line: StatementLine, *, now: datetime) -> StatementLine:
    taken = BankLine.objects.filter(iban=row.iban, line_id=line.line_id).exists()
    line = replace(line, line_id=_later_name(line)) if taken else line
    BankLine.objects.create(
        iban=row.iban,
        line_id=line.line_id,
        content_id=line.content_id,
        entry_id=line.entry_id[:60],
        is_part=line.part,
        amount_minor=line.amount.minor,
        currency=line.amount.currency,
        credit=line.credit,
        booked_on=line.booked_on,
        fee_minor=line.fee.minor if line.fee else 0,
        end_to_end_id=line.end_to_end_id[:35],
        return_code=line.return_code[:10],
        reversal=line.reversal,
        payer_hash=hash_payer(line.iban),
        told_sealed=seal_told(line),
        seen_at=now,
        **{_kind_field(row): row},
    )
    return line
