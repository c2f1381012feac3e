"""Settles many answers at once: plain renewals that were paid, set-based; everything else one by one (settle.py).

What is set-based here and what is one by one there must come to the same rows; a test holds them together.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DataError, IntegrityError, InterfaceError, OperationalError, connection, transaction

from smallfavor.core.rows import Row, insert_rows, update_rows
from smallfavor.ledger.actions.book import NewEntry, TransferLine, book_new_entries
from smallfavor.ledger.models import EntryKind
from smallfavor.payments.actions.pace import note_answers
from smallfavor.payments.actions.settle import is_about, settle_answer
from smallfavor.payments.mails import send_receipts_later
from smallfavor.payments.models import (
    Attempt,
    AttemptOperation,
    AttemptState,
    ObjectKind,
    Payment,
    PaymentState,
    ProviderAccount,
    ProviderObject,
    StateChange,
)
from smallfavor.payments.providers.base import ProviderRecord, Succeeded, Unknown
from smallfavor.payments.rules import bookings

logger = logging.getLogger(__name__)

Answered = tuple[Attempt, ProviderRecord | Unknown]


def settle_answers(account: ProviderAccount, answered: Sequence[Answered], *, now: datetime) -> None:
    """Settle the answers to calls that this process made with attempts that it has claimed.

    One that breaks stays leased, for the sweep, and holds up no other.
    """
    note_answers(account, [answer for _, answer in answered])
    booked = _book_paid(account, answered, now=now)
    for attempt, answer in answered:
        if attempt.pk not in booked:
            try:
                settle_answer(attempt, answer, now=now)
            except (OperationalError, InterfaceError):
                raise
            except Exception:
                logger.exception("attempt %s is left to the sweep", attempt.pk)


@dataclass(frozen=True)
class _Renewal:
    """One locked renewal that was paid just as it was planned."""

    attempt: int
    payment: int
    uuid: UUID
    interval: str
    record: Succeeded


def _book_paid(account: ProviderAccount, answered: Sequence[Answered], *, now: datetime) -> set[int]:
    """Book the plain ones; returns their attempts. Where the batch can't be booked whole, nobody is."""
    plain = {
        attempt.pk: answer
        for attempt, answer in answered
        if isinstance(answer, Succeeded) and _is_plain(attempt, answer)
    }
    if not plain:
        return set()
    try:
        with transaction.atomic():
            renewals = _lock(account, plain)
            _book(account, renewals, now=now)
    except (IntegrityError, DataError):
        # One row that the database refuses must not hold up the others: each by itself then.
        return set()
    return {renewal.attempt for renewal in renewals}


def _is_plain(attempt: Attempt, record: Succeeded) -> bool:
    return (
        attempt.operation == AttemptOperation.CHARGE
        and record.amount == attempt.payment.amount
        and is_about(attempt, record)
    )


# Whatever somebody else holds is skipped, not waited for: so no lock can be waited for in a circle.
_LOCK = """
SELECT attempt.id, payment.id, payment.uuid, payment.interval
FROM payments_attempt AS attempt
JOIN payments_payment AS payment ON payment.id = attempt.payment_id
JOIN payments_pledge AS pledge ON pledge.id = payment.pledge_id
WHERE attempt.id = ANY(%s) AND attempt.provider_account_id = %s AND attempt.state IN ('sending', 'unknown')
  AND payment.state = 'planned' AND payment.paid_entry_id IS NULL AND payment.period > 0
  AND payment.amount_minor = attempt.amount_minor
FOR UPDATE OF attempt, payment, pledge SKIP LOCKED
"""


def _lock(account: ProviderAccount, plain: dict[int, Succeeded]) -> list[_Renewal]:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [list(plain), account.pk])
        locked = [
            _Renewal(attempt, payment, uuid, interval, plain[attempt])
            for attempt, payment, uuid, interval in cursor.fetchall()
        ]
    objects = [one.record.object_id for one in locked]
    known = ProviderObject.objects.filter(provider_account=account, object_id__in=objects)
    heard_of = set(known.values_list("object_id", flat=True))
    return [one for one in locked if one.record.object_id not in heard_of]


def _book(account: ProviderAccount, renewals: Sequence[_Renewal], *, now: datetime) -> None:
    if not renewals:
        return
    fees = [fee for fee in (_fee(account, one, now) for one in renewals) if fee is not None]
    entries = book_new_entries([*(_capture(account, one, now) for one in renewals), *fees])[: len(renewals)]
    insert_rows(
        ProviderObject,
        [_object_row(account, one, entry, now) for one, entry in zip(renewals, entries, strict=True)],
    )
    update_rows(
        Attempt, [{"id": one.attempt, "state": AttemptState.SUCCEEDED, "lease_until": None} for one in renewals]
    )
    update_rows(Payment, [_paid_row(one, entry) for one, entry in zip(renewals, entries, strict=True)])
    insert_rows(
        StateChange,
        [
            {"payment_id": one.payment, "state": PaymentState.PAID, "actor": "worker", "happened_at": now}
            for one in renewals
        ],
    )
    send_receipts_later(one.uuid for one in renewals)


def _object_row(account: ProviderAccount, one: _Renewal, entry: int, now: datetime) -> Row:
    return {
        "provider_account_id": account.pk,
        "object_id": one.record.object_id,
        "kind": ObjectKind.SUCCESS,
        "payment_id": one.payment,
        "attempt_id": one.attempt,
        "entry_id": entry,
        "amount_minor": one.record.amount.minor,
        "currency": one.record.amount.currency,
        "created_at": one.record.created_at,
        "seen_at": now,
    }


def _paid_row(one: _Renewal, entry: int) -> Row:
    return {
        "id": one.payment,
        "state": PaymentState.PAID,
        "paid_entry_id": entry,
        "paid_at": one.record.created_at,
        "method": one.record.method,
        "decline_code": "",
        "retry_on": None,
    }


def _capture(account: ProviderAccount, one: _Renewal, now: datetime) -> NewEntry:
    line = TransferLine(*bookings.capture(account.code, one.interval), one.record.amount)
    return _entry(EntryKind.CAPTURE, account, one, line, now)


def _fee(account: ProviderAccount, one: _Renewal, now: datetime) -> NewEntry | None:
    fee = one.record.fee
    if fee is None or fee.minor <= 0:
        return None
    return _entry(EntryKind.FEE, account, one, TransferLine(*bookings.fee(account.code), fee), now)


def _entry(kind: EntryKind, account: ProviderAccount, one: _Renewal, line: TransferLine, now: datetime) -> NewEntry:
    return NewEntry(
        kind=kind,
        provider_object=f"{account.code}/{one.record.object_id}",
        payment_uuid=one.uuid,
        happened_at=one.record.created_at,
        booked_at=now,
        transfers=[line],
    )
