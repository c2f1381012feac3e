"""Settles many answers at once: plain renewals that were paid, set-based; everything else one by one (settle.py).

What is set-based here and what is one by one there must come to the same rows; a test holds them together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DataError, IntegrityError, InterfaceError, OperationalError, connection, transaction

from smallfavor.core.rows import update_rows
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

Answered = tuple[Attempt, ProviderRecord | Unknown]


def settle_answers(account: ProviderAccount, answered: Sequence[Answered], *, now: datetime) -> None:
    """Settle the answers to calls that this process made with attempts that it has claimed.

    One that breaks stays leased, for the sweep; it is raised when all others are settled.
    """
    note_answers(account, [answer for _, answer in answered])
    booked = _book_paid(account, answered, now=now)
    broken: Exception | None = None
    for attempt, answer in answered:
        if attempt.pk not in booked:
            try:
                settle_answer(attempt, answer, now=now)
            except (OperationalError, InterfaceError):
                raise
            except Exception as error:
                broken = error
    if broken is not None:
        raise broken


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
        and record.instrument is None
        and record.amount.minor == attempt.amount_minor
        and is_about(attempt, record)
    )


# Whatever somebody else holds is skipped, not waited for: so no lock can be waited for in a circle.
_LOCK = """
SELECT attempt.id, payment.id, payment.uuid, payment.interval
FROM payments_attempt AS attempt
JOIN payments_payment AS payment ON payment.id = attempt.payment_id
JOIN payments_pledge AS pledge ON pledge.id = payment.pledge_id
JOIN unnest(%s::bigint[], %s::text[], %s::text[]) AS given(attempt, object_id, currency) ON given.attempt = attempt.id
WHERE attempt.provider_account_id = %s AND attempt.state IN ('sending', 'unknown')
  AND payment.state = 'planned' AND payment.paid_entry_id IS NULL AND payment.period > 0
  AND payment.amount_minor = attempt.amount_minor AND payment.currency = given.currency
  AND NOT EXISTS (
      SELECT 1 FROM payments_providerobject AS known
      WHERE known.provider_account_id = attempt.provider_account_id AND known.object_id = given.object_id)
  AND NOT EXISTS (
      SELECT 1 FROM payments_providerobject AS success
      WHERE success.payment_id = payment.id AND success.kind = 'success')
ORDER BY attempt.id
FOR UPDATE OF attempt, payment, pledge SKIP LOCKED
"""


def _lock(account: ProviderAccount, plain: dict[int, Succeeded]) -> list[_Renewal]:
    records = list(plain.values())
    with connection.cursor() as cursor:
        cursor.execute(
            _LOCK,
            [
                list(plain),
                [record.object_id for record in records],
                [record.amount.currency for record in records],
                account.pk,
            ],
        )
        return [_Renewal(*row, plain[row[0]]) for row in cursor.fetchall()]


def _book(account: ProviderAccount, renewals: Sequence[_Renewal], *, now: datetime) -> None:
    if not renewals:
        return
    entries = book_new_entries([_capture(account, one, now) for one in renewals])
    fees = [_fee(account, one, now) for one in renewals]
    book_new_entries([fee for fee in fees if fee is not None])
    ProviderObject.objects.bulk_create(
        ProviderObject(
            provider_account=account, object_id=one.record.object_id, kind=ObjectKind.SUCCESS,
            payment_id=one.payment, attempt_id=one.attempt, entry=entry,
            amount_minor=one.record.amount.minor, currency=one.record.amount.currency,
            created_at=one.record.created_at, seen_at=now,
        )
        for one, entry in zip(renewals, entries, strict=True)
    )  # fmt: skip
    Attempt.objects.filter(pk__in=[one.attempt for one in renewals]).update(
        state=AttemptState.SUCCEEDED, lease_until=None
    )
    update_rows(
        Payment,
        {
            "state": "text", "paid_entry_id": "bigint", "paid_at": "timestamptz", "method": "text",
            "decline_code": "text", "retry_on": "date",
        },
        [
            (one.payment, PaymentState.PAID.value, entry.pk, one.record.created_at, one.record.method, "", None)
            for one, entry in zip(renewals, entries, strict=True)
        ],
    )  # fmt: skip
    StateChange.objects.bulk_create(
        StateChange(payment_id=one.payment, state=PaymentState.PAID, actor="worker", happened_at=now)
        for one in renewals
    )
    send_receipts_later(one.uuid for one in renewals)


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
