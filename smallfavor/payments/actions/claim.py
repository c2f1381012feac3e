"""Claims attempts for sending: a lease by the database's clock, committed before anything leaves this machine.

Durable: Django refuses to claim inside another transaction, whose rollback could forget a call that was made.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from smallfavor.payments import providers
from smallfavor.payments.models import Attempt, AttemptOperation, AttemptState, ProviderAccount
from smallfavor.payments.queries.clock import ClockTimestamp

LEASE_MARGIN_S = 5.0
WITHOUT_THE_READER = [AttemptOperation.CHARGE, AttemptOperation.REFUND]


def lease_s(account: ProviderAccount) -> float:
    """Longer than every time-out of one call together, twice over: nobody takes over while a call may be out."""
    return 2 * providers.get(account).limits().timeout_s + LEASE_MARGIN_S


def claim_planned(account: ProviderAccount, *, limit: int, now: datetime) -> list[Attempt]:
    """Claim up to `limit` planned charges and refunds of this account that may be sent at `now`.

    Rivals skip each other's rows. A stopped account gives nothing.
    """
    with transaction.atomic(durable=True):
        if not _may_send(account):
            return []
        ids = list(
            Attempt.objects.select_for_update(skip_locked=True)
            .filter(
                provider_account=account,
                state=AttemptState.PLANNED,
                operation__in=WITHOUT_THE_READER,
                send_after__lte=now,
            )
            .order_by("send_after", "id")
            .values_list("id", flat=True)[:limit]
        )
        _lease(ids, account)
    return list(Attempt.objects.select_related("payment__pledge", "provider_account").filter(id__in=ids).order_by("id"))


def claim_one(attempt: Attempt) -> Attempt | None:
    """Claim this attempt, planned or unknown, for sending (again).

    None when somebody else holds it, when it has moved on, or when its account is stopped.
    """
    account = attempt.provider_account
    with transaction.atomic(durable=True):
        if not _may_send(account):
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


def _may_send(account: ProviderAccount) -> bool:
    return ProviderAccount.objects.filter(pk=account.pk, enabled=True, stopped_reason="").exists()


def _lease(ids: list[int], account: ProviderAccount) -> None:
    Attempt.objects.filter(id__in=ids).update(
        state=AttemptState.SENDING,
        lease_until=ClockTimestamp() + timedelta(seconds=lease_s(account)),
        first_sent_at=Coalesce("first_sent_at", ClockTimestamp()),
    )
