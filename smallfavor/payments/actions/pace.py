"""Keeps an account's pace and its breaker: what all workers together may send. The caller holds the account's lock.

Not here: the rules (rules/pace.py, rules/breaker.py) and claiming (claim.py).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from smallfavor.payments import providers
from smallfavor.payments.models import ProviderAccount, ProviderPace
from smallfavor.payments.providers.base import Reason, Unknown
from smallfavor.payments.queries.clock import database_now
from smallfavor.payments.rules.breaker import pause_after
from smallfavor.payments.rules.pace import Grant, grant

# What says that the service is not well; a conflict or a refusal is about the one call.
UNWELL = {Reason.TIMEOUT, Reason.CONNECTION, Reason.SERVER_ERROR, Reason.BUSY, Reason.MALFORMED}


def take_pace(account: ProviderAccount, operation: str, *, wanted: int) -> Grant:
    """Grant up to `wanted` calls of this operation now, and remember them."""
    now = database_now()
    if not wanted:
        return Grant(0, now, 0.0)
    standing = ProviderPace.objects.filter(provider_account=account, operation=operation).first()
    granted = grant(
        standing.spent_until if standing else None, now, wanted=wanted,
        calls_per_s=providers.get(account).limits().calls_per_s,
    )  # fmt: skip
    ProviderPace.objects.update_or_create(
        provider_account=account, operation=operation, defaults={"spent_until": granted.spent_until}
    )
    return granted


def note_answers(account: ProviderAccount, answers: Sequence[object]) -> None:
    """Count calls in a row without an answer, and pause the account when they are too many; any answer ends the row."""
    unwell = [one for one in answers if isinstance(one, Unknown) and one.reason in UNWELL]
    if not unwell and not account.faults_in_row:
        return
    with transaction.atomic():
        row = ProviderAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
        row.faults_in_row = row.faults_in_row + len(unwell) if len(unwell) == len(answers) else 0
        row.paused_until = _paused_until(row, unwell)
        row.save(update_fields=["faults_in_row", "paused_until"])
    account.faults_in_row, account.paused_until = row.faults_in_row, row.paused_until


def _paused_until(row: ProviderAccount, unwell: Sequence[Unknown]) -> datetime | None:
    limits = providers.get(row).limits()
    pause = pause_after(row.faults_in_row, first_s=limits.pause_s, longest_s=limits.longest_pause_s)
    asked_s = max((one.retry_after_s or 0.0 for one in unwell), default=0.0)
    if asked_s:
        pause = max(pause or timedelta(0), timedelta(seconds=min(asked_s, limits.longest_pause_s)))
    return None if pause is None else database_now() + pause
