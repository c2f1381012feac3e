"""Settles events that stand in the inbox: each by a fresh look at the object it names. Their order means nothing."""

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction

from smallfavor.core.boundaries import reached
from smallfavor.payments import providers
from smallfavor.payments.actions.complete_approved import complete_approved
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import InboxEvent
from smallfavor.payments.providers.base import Provider, ProviderRecord, ProviderUnavailable
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.rules.backoff import wait_after

logger = logging.getLogger(__name__)

# An event of ours whose row we never had (a lost database) is the reconciliation's and a person's, not the inbox's.
GIVE_UP_AFTER = timedelta(days=3)
BUDGET_S = 10.0


def settle_waiting(*, now: datetime, limit: int = 100) -> int:
    """Try the events that are due once more; rivals get others. Returns how many were tried."""
    ids = _lease(now=now, limit=limit)
    over_at = time.monotonic() + BUDGET_S
    for row in InboxEvent.objects.filter(id__in=ids).select_related("provider_account").order_by("id"):
        if time.monotonic() > over_at:
            break  # a service that is slow must not keep the worker from the others; they come again
        try_event(row, now=now)
    return len(ids)


def try_event(row: InboxEvent, *, now: datetime) -> bool:
    """Settle this event, or leave it for a later try: it is stored, and one that breaks holds up no other."""
    try:
        return settle_event(row, now=now)
    except Exception:
        logger.exception("event %s can't be settled", row.event_id)
        return False


def settle_event(row: InboxEvent, *, now: datetime) -> bool:
    """Settle what this event is about. False while the provider does not answer, or our own row is not there yet."""
    account = row.provider_account
    provider = providers.get(account)
    try:
        record = provider.fetch(row.object_id)
        records = [] if record is None else _with_siblings(provider, record)
    except ProviderUnavailable:
        return False
    found = settle(account, records, actor="webhook", now=now)
    complete_approved(account, records, actor="webhook", now=now)
    if (record is None or found.unplaced) and now - row.received_at < GIVE_UP_AFTER:
        return False
    InboxEvent.objects.filter(pk=row.pk, settled_at=None).update(settled_at=now)
    if provider.is_sandbox:
        reached("webhook.settled")
    return True


def _with_siblings(provider: Provider, record: ProviderRecord) -> list[ProviderRecord]:
    """The object and, where it is ours, all of its attempt: the page and its charge are told by two events."""
    if record.ours is None or record.ours.installation != installation():
        return [record]
    siblings = provider.look_up(record.ours)
    return [record, *(sibling for sibling in siblings if sibling.object_id != record.object_id)]


def _lease(*, now: datetime, limit: int) -> list[int]:
    """Put the next try off before this one begins, so that an event that always fails can't come first for ever."""
    with transaction.atomic():
        due = InboxEvent.objects.select_for_update(skip_locked=True).filter(settled_at=None, try_after__lte=now)
        rows = list(due.order_by("try_after", "id")[:limit])
        for row in rows:
            row.tries += 1
            row.try_after = now + wait_after(row.tries)
        InboxEvent.objects.bulk_update(rows, ["tries", "try_after"])
    return [row.pk for row in rows]
