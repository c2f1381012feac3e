"""Holds the providers' own records against ours, both ways, and checks what must always be true."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from django.db import InterfaceError, OperationalError, transaction

from smallfavor.payments import providers
from smallfavor.payments.actions.book_other_income import follow_bookings, lock_account
from smallfavor.payments.actions.collect_payouts import collect_payouts
from smallfavor.payments.actions.note_foreign import movements_of, note_foreign
from smallfavor.payments.actions.settle_apart import settle_apart
from smallfavor.payments.actions.whole import whole
from smallfavor.payments.models import ObjectKind, Payout, ProviderAccount, ProviderObject
from smallfavor.payments.providers.base import (
    Declined,
    Disputed,
    ProviderUnavailable,
    Refunded,
    Returned,
    Succeeded,
)
from smallfavor.payments.queries.installation import is_ours
from smallfavor.payments.queries.invariants import all_faults

logger = logging.getLogger(__name__)

DEFAULT_DAYS = 35
CLOCK_SLACK = timedelta(hours=1)
CHUNK = 200
_KINDS = {
    Succeeded: ObjectKind.SUCCESS,
    Declined: ObjectKind.DECLINE,
    Refunded: ObjectKind.REFUND,
    Disputed: ObjectKind.DISPUTE,
    Returned: ObjectKind.RETURN,
}
_Final = Succeeded | Declined | Refunded | Disputed | Returned


@dataclass
class ReconcileReport:
    """What a run found. `settled`: objects that we had missed and booked now; `foreign`: not ours, only listed."""

    compared: int = 0
    settled: int = 0
    foreign: int = 0
    payouts: int = 0
    faults: list[str] = field(default_factory=list)


def reconcile(*, since: datetime, now: datetime) -> ReconcileReport:
    """Compare everything that happened from `since` on, settle what we had missed, then check every rule.

    A provider that does not answer is a fault of the run: nothing can be said of it. So is what can't be settled; it
    holds up nothing else. Takes no money.
    """
    report = ReconcileReport()
    for account in ProviderAccount.objects.order_by("id"):
        try:
            _compare(account, report, since=since, now=now)
            collected = collect_payouts(account, since=since, now=now)
            report.payouts += collected.seen
            report.faults += collected.faults
            report.faults += _other_bank(account, since=since)
        except ProviderUnavailable as error:
            report.faults.append(f"account {account} does not answer ({error.reason}); its record was not compared")
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            logger.exception("account %s can't be compared", account)
            report.faults.append(f"account {account} was not compared whole: {type(error).__name__}")
    report.faults += all_faults(now=now)
    return report


def _compare(account: ProviderAccount, report: ReconcileReport, *, since: datetime, now: datetime) -> None:
    provider = providers.get(account)
    can = provider.capabilities()
    listed = provider.list_window(since, now + CLOCK_SLACK)
    seen: set[str] = set()
    for chunk in _chunks(record for record in listed if isinstance(record, _Final)):
        seen.update(record.object_id for record in chunk)
        _compare_chunk(account, chunk, report, now=now)
    ours = ProviderObject.objects.filter(
        provider_account=account, created_at__gte=since, created_at__lt=now - can.lists_lag
    ).values_list("object_id", flat=True)
    if not can.lists_declines:
        ours = ours.exclude(kind=ObjectKind.DECLINE)
    for object_id in ours.iterator():
        if object_id not in seen:
            report.faults.append(f"{account}/{object_id} is on our side, and the provider does not list it")


def _compare_chunk(
    account: ProviderAccount, chunk: Sequence[_Final], report: ReconcileReport, *, now: datetime
) -> None:
    known = _known(account, chunk)
    provider = providers.get(account)
    missed = [whole(provider, record) for record in chunk if _is_news(record, known)]
    result = settle_apart(account, missed, actor="reconcile", now=now)
    report.settled += result.placed
    report.faults += result.broken
    for record in result.unplaced:
        report.faults.append(f"{account}/{record.object_id} is ours by its metadata, and no payment of ours knows it")
    known = _known(account, chunk)
    for record in chunk:
        row = known.get(record.object_id)
        if row is not None:
            report.compared += 1
            report.faults += _differences(account, record, row)
        elif not is_ours(record.ours):
            report.foreign += 1
    _list_foreign(
        account, [record for record in chunk if not is_ours(record.ours) and record.object_id not in known], now=now
    )


@transaction.atomic
def _list_foreign(account: ProviderAccount, records: Sequence[_Final], *, now: datetime) -> None:
    if note_foreign(account, [one for record in records for one in movements_of(record)], now=now):
        lock_account(account)
        follow_bookings(account, actor="reconcile", now=now)


def _other_bank(account: ProviderAccount, *, since: datetime) -> list[str]:
    """Payouts that went to an account in another currency than this one settles in."""
    settles_in = providers.get(account).capabilities().settles_in
    strange = Payout.objects.filter(provider_account=account, created_at__gte=since).exclude(bank_currency=settles_in)
    return [
        f"payout {payout} arrived in {payout.bank_currency}, and {account} settles in {settles_in}"
        for payout in (strange if settles_in else [])
    ]


def _is_news(record: _Final, known: dict[str, ProviderObject]) -> bool:
    row = known.get(record.object_id)
    return row is None or (isinstance(record, Disputed) and row.dispute_state != record.state)


def _differences(account: ProviderAccount, record: _Final, row: ProviderObject) -> list[str]:
    name, faults = f"{account}/{record.object_id}", []
    if (record.amount.minor, record.amount.currency) != (row.amount_minor, row.currency):
        faults.append(
            f"{name}: the provider has {record.amount.minor} {record.amount.currency}, "
            f"we have {row.amount_minor} {row.currency}"
        )
    if _KINDS[type(record)] != row.kind:
        faults.append(f"{name}: the provider has a {_KINDS[type(record)].value}, we have a {row.kind}")
    return faults


def _known(account: ProviderAccount, chunk: Sequence[_Final]) -> dict[str, ProviderObject]:
    ids = [record.object_id for record in chunk]
    rows = ProviderObject.objects.filter(provider_account=account, object_id__in=ids)
    return {row.object_id: row for row in rows}


def _chunks(records: Iterable[_Final]) -> Iterator[list[_Final]]:
    remaining = iter(records)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
