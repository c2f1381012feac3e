"""Takes in a provider's webhook: verifies it, stores its id, and settles from a fresh look at the provider.

The event itself is never evidence. What can't be settled at once stays in the inbox (settle_inbox).
"""

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from smallfavor.core.boundaries import reached
from smallfavor.payments import providers
from smallfavor.payments.actions.settle_inbox import try_event
from smallfavor.payments.models import InboxEvent, ProviderAccount
from smallfavor.payments.providers.base import Event, EventRefused, ProviderUnavailable

# Until then the web process that took an event in has it to itself; after that the worker's loop takes it up.
HANDS_OFF = timedelta(seconds=20)

# A provider that answers slowly must not tie up the web server: so many look-ups at once, the others wait in the inbox.
_AT_ONCE = threading.BoundedSemaphore(4)


def receive_event(
    accounts: Sequence[ProviderAccount], headers: Mapping[str, str], body: bytes, *, now: datetime, mark: str = ""
) -> InboxEvent:
    """Take in one webhook of one of these accounts (several may share an address; the signature, or the address's own
    `mark`, tells whose it is).

    The id is on disk before anything else is done with it, once however often it is delivered. Raises EventRefused;
    ProviderUnavailable when it can't be checked just now. Nothing is stored then.
    """
    account, event = _verified(accounts, headers, body, now, mark)
    row, _ = InboxEvent.objects.get_or_create(
        provider_account=account,
        event_id=event.event_id,
        defaults={
            "object_id": event.object_id,
            "received_at": now,
            "try_after": now + HANDS_OFF,
            "settled_at": None if event.object_id else now,
        },
    )
    if providers.get(account).is_sandbox:
        reached("webhook.stored")
    if row.settled_at is None and _AT_ONCE.acquire(blocking=False):
        try:
            try_event(row, now=now)
        finally:
            _AT_ONCE.release()
    return row


def _verified(
    accounts: Sequence[ProviderAccount], headers: Mapping[str, str], body: bytes, now: datetime, mark: str
) -> tuple[ProviderAccount, Event]:
    refusal: EventRefused | ProviderUnavailable = EventRefused("unsigned")
    for account in accounts:
        try:
            return account, providers.get(account).verify_event(headers, body, now, mark=mark)
        except ProviderUnavailable as unchecked:
            refusal = unchecked  # it may be this account's: the service is to send it again
        except EventRefused as refused:
            refusal = refusal if isinstance(refusal, ProviderUnavailable) else refused
    raise refusal
