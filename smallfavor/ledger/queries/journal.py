"""The journal: every entry with its lines, in the books' order. Read in batches, never whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from smallfavor.ledger.models import Entry, Transfer

BATCH = 2000


@dataclass(frozen=True)
class JournalLine:
    """`minor` units went from the account `credit` to the account `debit`."""

    debit: str
    credit: str
    currency: str
    minor: int


@dataclass(frozen=True)
class JournalEntry:
    id: int
    kind: str
    posted_on: date
    happened_at: datetime
    provider_object: str
    payment_uuid: UUID | None
    lines: tuple[JournalLine, ...]


def entries_of(
    *, first: date | None = None, last: date | None = None, kind: str = "", account: str = "", currency: str = ""
) -> QuerySet[Entry]:
    """Entries posted from `first` to `last`, of one kind, that touch one account; newest first."""
    entries = Entry.objects.order_by("-posted_on", "-id")
    if first:
        entries = entries.filter(posted_on__gte=first)
    if last:
        entries = entries.filter(posted_on__lte=last)
    if kind:
        entries = entries.filter(kind=kind)
    if account or currency:
        touching = Transfer.objects.filter(entry=OuterRef("pk"))
        if account:
            touching = touching.filter(Q(debit_account__code=account) | Q(credit_account__code=account))
        if currency:
            touching = touching.filter(currency=currency)
        entries = entries.filter(Exists(touching))
    return entries


def journal(*, first: date, last: date) -> Iterator[JournalEntry]:
    """Everything posted from `first` to `last`, oldest first, batch by batch; two batches are never held at once."""
    at = (first, 0)
    while batch := _batch(at, last):
        yield from batch
        at = (batch[-1].posted_on, batch[-1].id)


def accounts_used(*, first: date, last: date) -> set[tuple[str, str]]:
    """(code, currency) of every account that moves from `first` to `last`."""
    with connection.cursor() as cursor:
        cursor.execute(_USED, {"first": first, "last": last})
        return {(code, currency) for code, currency in cursor.fetchall()}


def _batch(after: tuple[date, int], last: date) -> list[JournalEntry]:
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [*after, last, BATCH])
        rows = cursor.fetchall()
        cursor.execute(_LINES, [[row[0] for row in rows]])
        lines: dict[int, list[JournalLine]] = {}
        for entry_id, debit, credit, currency, minor in cursor.fetchall():
            lines.setdefault(entry_id, []).append(JournalLine(debit, credit, currency, minor))
    return [
        JournalEntry(number, kind, posted_on, happened_at, provider_object, payment_uuid, tuple(lines[number]))
        for number, kind, posted_on, happened_at, provider_object, payment_uuid in rows
    ]


_ENTRIES = """
SELECT id, kind, posted_on, happened_at, provider_object, payment_uuid FROM ledger_entry
WHERE (posted_on, id) > (%s, %s) AND posted_on <= %s ORDER BY posted_on, id LIMIT %s
"""
_LINES = """
SELECT entry_id, debit.code, credit.code, ledger_transfer.currency, amount_minor FROM ledger_transfer
JOIN ledger_account AS debit ON debit.id = debit_account_id
JOIN ledger_account AS credit ON credit.id = credit_account_id
WHERE entry_id = ANY(%s) ORDER BY entry_id, ledger_transfer.id
"""
_USED = """
WITH moved AS (
    SELECT debit_account_id, credit_account_id FROM ledger_transfer JOIN ledger_entry ON ledger_entry.id = entry_id
    WHERE posted_on >= %(first)s AND posted_on <= %(last)s GROUP BY 1, 2
)
SELECT code, currency FROM ledger_account
WHERE id IN (SELECT debit_account_id FROM moved UNION SELECT credit_account_id FROM moved)
"""
