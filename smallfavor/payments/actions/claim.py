"""Claims attempts for sending: a lease by the database's clock, committed before anything leaves this machine.

Durable: Django refuses to claim inside another transaction, whose rollback could forget a call that was made.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from smallfavor.payments import providers
from smallfavor.payments.actions.pace import take_pace
from smallfavor.payments.models import Attempt, AttemptOperation, AttemptState, ProviderAccount
from smallfavor.payments.queries.clock import ClockTimestamp, database_now

LEASE_MARGIN_S = 5.0
WITHOUT_THE_READER = [AttemptOperation.REFUND, AttemptOperation.CHARGE]  # what is owed to a reader goes first
_NEEDED = (
    "n", "operation", "amount_minor", "idem_key", "frozen_body", "state", "lease_until", "look_ups", "look_up_only",
    "payment__uuid", "payment__amount_minor", "payment__currency",
)  # fmt: skip


@dataclass(frozen=True)
class Claimed:
    """What a claim gave. `more`: another claim would give more, after `wait_s` (the account's pace, or no wait)."""

    attempts: list[Attempt]
    more: bool = False
    wait_s: float = 0.0


def lease_s(account: ProviderAccount) -> float:
    """Longer than every time-out of one call together, twice over: nobody takes over while a call may be out."""
    return 2 * providers.get(account).limits().timeout_s + LEASE_MARGIN_S


def claim_batch(account: ProviderAccount, *, limit: int, now: datetime) -> Claimed:
    """Claim up to `limit` planned charges and refunds of this account that may be sent at `now`.

    Never more than the account's pace allows, over all workers, and one alone while its breaker is half open. Rivals
    wait for each other for the moment of a claim. A stopped account gives nothing.
    """
    claimed, more, wait_s = list[int](), False, 0.0
    with transaction.atomic(durable=True):
        row = _lock_account(account)
        bears = _bears(row, limit) if row is not None else 0
        for operation in _operations(row) if row is not None and bears else ():
            asked = bears - len(claimed)
            ids = _planned(account, operation, asked, now=now)
            granted = take_pace(account, operation, wanted=len(ids))
            claimed += ids[: granted.calls]
            more = more or granted.calls < len(ids) or (bool(ids) and len(ids) == asked)
            wait_s = max(wait_s, granted.wait_s)
        _lease(claimed, account)
        if row is not None and row.paused_until is not None and claimed:
            more = False
            _await_the_probe(row)
    return Claimed(_rows(account, claimed), more, wait_s)


def _rows(account: ProviderAccount, ids: list[int]) -> list[Attempt]:
    if not ids:
        return []
    rows = list(Attempt.objects.filter(id__in=ids).select_related("payment").only(*_NEEDED).order_by("id"))
    for row in rows:
        row.provider_account = account
    return rows


def claim_one(attempt: Attempt) -> Attempt | None:
    """Claim this attempt, planned or unknown, for sending (again).

    None when somebody else holds it, when it has moved on, or when its account is stopped.
    """
    account = attempt.provider_account
    with transaction.atomic(durable=True):
        if not ProviderAccount.objects.filter(pk=account.pk, enabled=True, stopped_reason="").exists():
            return None
        ids = list(
            Attempt.objects.select_for_update(skip_locked=True)
            .filter(
                Q(lease_until=None) | Q(lease_until__lt=ClockTimestamp()),
                pk=attempt.pk,
                state__in=[AttemptState.PLANNED, AttemptState.UNKNOWN],
            )
            .values_list("id", flat=True)
        )
        _lease(ids, account)
    if not ids:
        return None
    return Attempt.objects.select_related("payment__pledge", "provider_account").get(pk=attempt.pk)


def _lock_account(account: ProviderAccount) -> ProviderAccount | None:
    """The account's row, locked, so that rivals share its pace; None where it is stopped."""
    locked = ProviderAccount.objects.select_for_update(no_key=True).filter(pk=account.pk)
    return locked.filter(enabled=True, stopped_reason="").first()


def _bears(account: ProviderAccount, limit: int) -> int:
    """How many may be claimed at once: none while the breaker is open; half open, one shows how it is."""
    if account.paused_until is None:
        return limit
    return 0 if database_now() < account.paused_until else min(limit, 1)


def _operations(account: ProviderAccount) -> list[AttemptOperation]:
    """An account that has closed is not charged any more; what it took can still be given back."""
    return WITHOUT_THE_READER if account.retired_at is None else [AttemptOperation.REFUND]


def _await_the_probe(account: ProviderAccount) -> None:
    """Nobody else tries the service before this one call has had its time."""
    account.paused_until = database_now() + timedelta(seconds=providers.get(account).limits().timeout_s)
    account.save(update_fields=["paused_until"])


def _planned(account: ProviderAccount, operation: AttemptOperation, limit: int, *, now: datetime) -> list[int]:
    if limit <= 0:
        return []
    planned = Attempt.objects.select_for_update(skip_locked=True).filter(
        provider_account=account, state=AttemptState.PLANNED, operation=operation, send_after__lte=now
    )
    return list(planned.order_by("send_after", "id").values_list("id", flat=True)[:limit])


def _lease(ids: list[int], account: ProviderAccount) -> None:
    if not ids:
        return
    Attempt.objects.filter(id__in=ids).update(
        state=AttemptState.SENDING,
        lease_until=ClockTimestamp() + timedelta(seconds=lease_s(account)),
        first_sent_at=Coalesce("first_sent_at", ClockTimestamp()),
    )
