"""Takes those lines of a statement that are about our debits: credits, one by one or as a batch, and returns.

Not here: reading and keeping statements, and lines about anything else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from smallfavor.bank.actions.end_mandate import end_mandate
from smallfavor.bank.actions.note_event import note
from smallfavor.bank.models import Collection, CollectionState
from smallfavor.bank.queries.creditor import collecting_accounts, creditor_of
from smallfavor.bank.record_changed import tell
from smallfavor.bank.rules.sepa_reasons import meaning_of
from smallfavor.bank.rules.statement_line import StatementLine
from smallfavor.core.paper import current_paper

NO_REASON = "MS03"  # "reason not specified by the bank"
_MAY_COME = [CollectionState.IN_FILE, CollectionState.REJECTED]


def take_collection_lines(lines: Iterable[StatementLine], now: datetime) -> set[str]:
    """The `line_id`s of all lines that are about our debits; each has had its effect, now or before.

    What does not fit a debit to the cent is left for a person. Credits come before returns, whatever their order. Tells
    whoever keeps the payments; a line that is taken twice changes nothing.
    """
    accounts = {creditor_of(code).iban: code for code in collecting_accounts()}
    ours = [line for line in lines if line.account in accounts and not line.reversal]
    taken, changed = set[str](), list[Collection]()
    with transaction.atomic():
        for line in sorted(ours, key=lambda one: (not one.credit, one.booked_on)):
            found = _take(line, accounts[line.account], now=now)
            if found is not None:
                taken.add(line.line_id)
                changed += found
    for collection in changed:
        if collection.state == CollectionState.RETURNED and meaning_of(collection.reason).ends:
            end_mandate(collection.mandate, actor="bank", reason=collection.reason, now=now)
    _tell(changed, now=now)
    return taken


def take_known_lines(lines: Iterable[StatementLine], now: datetime) -> dict[str, str]:
    """As `take_collection_lines`, with what each line is, for whoever shows statements."""
    listed = {line.line_id: line for line in lines}
    words = {True: "direct debit", False: "direct debit that came back"}
    return {name: words[listed[name].credit] for name in take_collection_lines(listed.values(), now)}


def _take(line: StatementLine, account: str, *, now: datetime) -> list[Collection] | None:
    """The debits that this line changed; None where it is not about any, or does not fit."""
    rows = Collection.objects.select_for_update(of=("self",)).select_related("mandate").filter(account=account)
    named = rows.filter(end_to_end_id=line.end_to_end_id).first() if line.end_to_end_id else None
    if named is not None:
        return _credit(named, line, now=now) if line.credit else _return(named, line, now=now)
    if line.credit and line.batch_id and not line.end_to_end_id:
        return _credit_batch(
            list(rows.filter(Q(batch=line.batch_id) | Q(file__message_id=line.batch_id))), line, now=now
        )
    return None


def _credit(collection: Collection, line: StatementLine, *, now: datetime) -> list[Collection] | None:
    if collection.amount != line.gross:
        return None
    if collection.state in _MAY_COME and collection.file_id is not None:
        _collect(collection, line, now=now)
        return [collection]
    return [] if collection.credited_on == line.booked_on else None


def _credit_batch(collections: list[Collection], line: StatementLine, *, now: datetime) -> list[Collection] | None:
    """A sum that is just what the bank was still to bring of this part of the file."""
    if collections and all(one.credited_on == line.booked_on for one in collections if one.credited_on):
        known = [one for one in collections if one.credited_on]
        if sum(one.amount_minor for one in known) == line.gross.minor:
            return []
    waiting = [one for one in collections if one.state == CollectionState.IN_FILE]
    if not waiting or sum(one.amount_minor for one in waiting) != line.gross.minor or line.gross.currency != "EUR":
        return None
    for collection in waiting:
        _collect(collection, line, now=now, fee_minor=0)
    if line.fee is not None:
        # One charge for all of them: it stands with the first, and the sum is right.
        Collection.objects.filter(pk=waiting[0].pk).update(fee_minor=line.fee.minor)
    return waiting


def _collect(collection: Collection, line: StatementLine, *, now: datetime, fee_minor: int | None = None) -> None:
    collection.state, collection.credited_on = CollectionState.COLLECTED, line.booked_on
    collection.settled_at = current_paper().moment_on(line.booked_on, now=now)
    collection.reason = ""
    collection.fee_minor = fee_minor if fee_minor is not None else line.fee.minor if line.fee else 0
    collection.save(update_fields=["state", "credited_on", "settled_at", "reason", "fee_minor"])
    note(collection, "collected", actor="bank", now=now, reason=f"on {line.booked_on}")


def _return(collection: Collection, line: StatementLine, *, now: datetime) -> list[Collection] | None:
    """What went back is the debit, with whatever the bank took beside it: its fee, or the payer's interest."""
    if line.amount.currency != collection.currency or line.amount.minor < collection.amount_minor:
        return None
    if collection.state == CollectionState.RETURNED:
        return [] if collection.returned_on == line.booked_on else None
    if collection.state != CollectionState.COLLECTED:
        return None
    code = line.return_code if 0 < len(line.return_code) <= 10 else collection.announced_return or NO_REASON
    collection.state, collection.reason, collection.returned_on = CollectionState.RETURNED, code, line.booked_on
    collection.returned_at = current_paper().moment_on(line.booked_on, now=now)
    collection.return_fee_minor = line.amount.minor - collection.amount_minor
    collection.save(update_fields=["state", "reason", "returned_on", "returned_at", "return_fee_minor"])
    note(collection, "returned", actor="bank", now=now, reason=f"{code}, on {line.booked_on}")
    return [collection]


def _tell(changed: Iterable[Collection], *, now: datetime) -> None:
    by_account: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for collection in changed:
        by_account[collection.account].append(collection.metadata)
    for account, metadata in by_account.items():
        tell(account, metadata, now=now)
