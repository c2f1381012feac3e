"""Looks after the pages on which another way to pay is saved: their webhook may be lost, their reader gone."""

import logging
import time
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction

from smallfavor.payments import providers
from smallfavor.payments.actions.complete_approved import complete_approved
from smallfavor.payments.actions.one_by_one import doubt_pledge
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import InstrumentSetup, SetupState
from smallfavor.payments.providers.base import Ours, ProviderUnavailable
from smallfavor.payments.queries.installation import installation

logger = logging.getLogger(__name__)

NEXT_LOOK = timedelta(minutes=15)
HORIZON = timedelta(days=2)
BUDGET_S = 10.0


def sweep_setups(*, now: datetime, limit: int = 20) -> int:
    """Look at open setup pages that are due for it; returns how many. One that nobody finds ends after two days.

    One that can't be settled holds no other up; when its days are over, its pledge is left to a person.
    """
    with transaction.atomic(durable=True):
        rows = list(
            InstrumentSetup.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("provider_account", "pledge")
            .filter(state__in=[SetupState.PLANNED, SetupState.AWAITING_PAYER], look_after__lte=now)
            .order_by("look_after")[:limit]
        )
        InstrumentSetup.objects.filter(pk__in=[row.pk for row in rows]).update(look_after=now + NEXT_LOOK)
    over_at = time.monotonic() + BUDGET_S
    for row in rows:
        if time.monotonic() > over_at:
            break  # a service that is slow must not keep the worker from the others; they come again
        try:
            look_at_setup(row, now=now)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            logger.exception("setup page %s can't be settled", row.pk)
            _give_to_a_person(row, type(error).__name__, now=now)
    return len(rows)


def look_at_setup(setup: InstrumentSetup, *, now: datetime) -> None:
    """Settle what the provider has of this page. A provider that does not answer changes nothing."""
    try:
        found = providers.get(setup.provider_account).look_up(
            Ours(installation(), "", setup.n, str(setup.pledge.uuid)), setup.session_id
        )
    except ProviderUnavailable:
        return
    settle(setup.provider_account, found, actor="sweep", now=now)
    complete_approved(setup.provider_account, found, actor="sweep", now=now)
    if now > setup.expires_at + HORIZON:
        InstrumentSetup.objects.filter(pk=setup.pk).exclude(state=SetupState.DONE).update(state=SetupState.EXPIRED)


def _give_to_a_person(setup: InstrumentSetup, what: str, *, now: datetime) -> None:
    """It is tried again until its days are over: what breaks today may be mended tomorrow."""
    if now > setup.expires_at + HORIZON:
        InstrumentSetup.objects.filter(pk=setup.pk).exclude(state=SetupState.DONE).update(state=SetupState.EXPIRED)
        doubt_pledge(setup.pledge, f"a new way to pay can't be settled: {what}")
