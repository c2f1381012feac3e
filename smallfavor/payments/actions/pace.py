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
from smallfavor.payments.rules.breaker import FAULTS_TO_OPEN, pause_after
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
    if not answers or (not unwell and not account.faults_in_row and account.paused_until is None):
        return
    with transaction.atomic():
        row = ProviderAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
        if len(unwell) == len(answers):
            _count(row, unwell)
        elif row.faults_in_row >= FAULTS_TO_OPEN or not _lies_ahead(row.paused_until):
            row.faults_in_row, row.paused_until = 0, None
        else:
            row.faults_in_row = 0  # the pause that the service itself asked for stands
        _heed_retry_after(row, unwell)
        row.save(update_fields=["faults_in_row", "paused_until"])
    account.faults_in_row, account.paused_until = row.faults_in_row, row.paused_until


def _count(row: ProviderAccount, unwell: Sequence[Unknown]) -> None:
    """Many that fail at once are one event: the first pause is the short one, and each try after it doubles it."""
    if row.faults_in_row < FAULTS_TO_OPEN:
        row.faults_in_row = min(row.faults_in_row + len(unwell), FAULTS_TO_OPEN)
    else:
        row.faults_in_row += 1
    limits = providers.get(row).limits()
    pause = pause_after(row.faults_in_row, first_s=limits.pause_s, longest_s=limits.longest_pause_s)
    if pause is not None:
        row.paused_until = database_now() + pause


def _heed_retry_after(row: ProviderAccount, unwell: Sequence[Unknown]) -> None:
    asked_s = max((one.retry_after_s or 0.0 for one in unwell), default=0.0)
    if asked_s > 0:
        until = database_now() + timedelta(seconds=min(asked_s, providers.get(row).limits().longest_pause_s))
        row.paused_until = max(until, row.paused_until or until)


def _lies_ahead(moment: datetime | None) -> bool:
    return moment is not None and database_now() < moment
