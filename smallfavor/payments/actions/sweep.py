"""Sweeps up what hangs: expired leases, unknown attempts, pages that wait for a reader, money on its way at a bank.

Look up first. Found: settle. Young: replay the same bytes. Nothing found beyond the horizon: give up.
"""

import logging
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Case, F, Q, Value, When

from smallfavor.payments import providers
from smallfavor.payments.actions.change_state import change_payment
from smallfavor.payments.actions.claim import claim_one, lease_s
from smallfavor.payments.actions.give_up import give_up
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.look import Look, look
from smallfavor.payments.actions.one_by_one import one_by_one
from smallfavor.payments.actions.pace import note_answers, take_pace
from smallfavor.payments.actions.replay import age, may_replay
from smallfavor.payments.actions.send import send
from smallfavor.payments.actions.settling import close_attempt
from smallfavor.payments.models import Attempt, AttemptOperation, AttemptState, PaymentState, ProviderAccount
from smallfavor.payments.models.attempt import WAITING
from smallfavor.payments.providers.base import Operation
from smallfavor.payments.queries.clock import ClockTimestamp
from smallfavor.payments.rules.backoff import wait_after

logger = logging.getLogger(__name__)

UNSENT_CHECKOUT_LIFE = timedelta(hours=1)
UNSETTLED = "can't be settled"
LOOK_UP = "look_up"  # paced like an operation of its own


def take_hanging(account: ProviderAccount, *, limit: int, now: datetime) -> list[Attempt]:
    """Lease up to `limit` attempts of this account that are due for a look; rivals get others.

    The next look is set before this one begins, so that one that always fails can't come first for ever.
    """
    free = Q(lease_until=None) | Q(lease_until__lt=ClockTimestamp())
    # Unknown ones first: their keys grow old. Pages and bank debits only wait. Each question has an index of its own.
    questions = [
        Q(state=AttemptState.SENDING, lease_until__lt=ClockTimestamp()),
        Q(free, state=AttemptState.UNKNOWN, send_after__lte=now),
        Q(free, state__in=WAITING, send_after__lte=now),
    ]
    with transaction.atomic(durable=True):
        rows = list[Attempt]()
        for question in questions:
            rows += _hanging(account, question, limit - len(rows))
        rows = rows[: _bears(account, len(rows))]
        for row in rows:
            row.look_ups += 1
            row.send_after = now + wait_after(row.look_ups)
        Attempt.objects.bulk_update(rows, ["look_ups", "send_after"])
        Attempt.objects.filter(id__in=[row.pk for row in rows]).update(
            state=Case(When(state=AttemptState.SENDING, then=Value(AttemptState.UNKNOWN.value)), default=F("state")),
            lease_until=ClockTimestamp() + timedelta(seconds=lease_s(account)),
            looked_up_at=ClockTimestamp(),
        )
    taken = Attempt.objects.filter(id__in=[row.pk for row in rows])
    return list(taken.select_related("payment__pledge", "provider_account").order_by("id"))


def _hanging(account: ProviderAccount, which: Q, limit: int) -> list[Attempt]:
    locked = Attempt.objects.select_for_update(skip_locked=True).filter(which, provider_account=account)
    return list(locked.order_by("send_after", "id")[:limit]) if limit > 0 else []


def _bears(account: ProviderAccount, wanted: int) -> int:
    """How many look-ups the account's pace allows; while its breaker is open, one at a time shows how it is."""
    if not wanted:
        return 0
    row = ProviderAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    return take_pace(row, LOOK_UP, wanted=1 if row.paused_until else wanted).calls


def sweep_one(attempt: Attempt, *, now: datetime) -> None:
    """Bring one leased attempt forward. Whatever breaks stays with this attempt and is shown to a person."""
    try:
        found = look(attempt, actor="sweep", now=now)
    except (OperationalError, InterfaceError):
        raise  # the database's trouble, not this attempt's: its lease ends, and it is taken up again
    except Exception as error:
        logger.exception("attempt %s can't be settled", attempt.pk)
        Attempt.objects.filter(pk=attempt.pk).update(doubt=f"{UNSETTLED}: {type(error).__name__}", lease_until=None)
        return
    if found is not Look.NO_ANSWER:
        note_answers(attempt.provider_account, [found])  # it answers again: whoever was left in peace may be asked
    _release(attempt)
    attempt.refresh_from_db()
    if found is Look.FOUND and attempt.doubt.startswith(UNSETTLED):
        Attempt.objects.filter(pk=attempt.pk).update(doubt="")
    if attempt.state != AttemptState.UNKNOWN or found is Look.NO_ANSWER:
        return
    horizon = providers.get(attempt.provider_account).horizon(Operation(attempt.operation))
    if may_replay(attempt, now=now):
        claimed = claim_one(attempt)
        if claimed is not None:
            send(claimed, now=now)
    elif age(attempt) > horizon:
        give_up(attempt, now=now)


def expire_unsent_checkouts(*, now: datetime, limit: int = 200) -> int:
    """A checkout that never left this machine within the hour has lost its reader; they may begin again.

    One that can't be ended is left to a person and holds nothing up.
    """
    old = Attempt.objects.filter(
        state=AttemptState.PLANNED,
        operation=AttemptOperation.CHECKOUT,
        first_sent_at=None,
        created_at__lt=now - UNSENT_CHECKOUT_LIFE,
    )
    found = list(old.select_related("payment").order_by("id")[:limit])

    def expire(attempt: Attempt) -> None:
        payment = lock_payment(attempt.payment.uuid)
        row = old.filter(pk=attempt.pk).select_for_update().first()
        if payment is not None and row is not None:
            close_attempt(row, AttemptState.EXPIRED)
            state = PaymentState.FAILED if payment.period else PaymentState.EXPIRED
            change_payment(payment, state, actor="sweep", now=now, reason="never sent")

    def leave(attempt: Attempt, what: str) -> None:
        old.filter(pk=attempt.pk).update(state=AttemptState.GIVEN_UP, doubt=f"never sent, and can't be ended: {what}")

    one_by_one(found, expire, mark=leave)
    return len(found)


def _release(attempt: Attempt) -> None:
    Attempt.objects.filter(pk=attempt.pk, lease_until=attempt.lease_until).exclude(state=AttemptState.SENDING).update(
        lease_until=None
    )
