"""Gives back what was claimed and has surely not been sent: as if it had never been claimed.

Not here: what was sent and has no answer (sweep.py).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from smallfavor.payments.actions.change_state import change_payment
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.moving.held_period import leave_waiting
from smallfavor.payments.actions.replay import is_wanted
from smallfavor.payments.models import Attempt, AttemptOperation, AttemptState, Payment, PaymentState


def hand_back(attempts: Iterable[Attempt], *, now: datetime) -> None:
    """Each is planned again, or given up where its pledge has ended, was paused or is held since it was claimed.

    One that somebody else has taken over meanwhile is left alone. The caller claimed them from `planned` itself.
    """
    for attempt in attempts:
        _hand_back_one(attempt, now=now)


@transaction.atomic
def _hand_back_one(attempt: Attempt, *, now: datetime) -> None:
    payment = lock_payment(attempt.payment.uuid)
    locked = Attempt.objects.select_for_update(no_key=True, of=("self",)).select_related("provider_account")
    row = locked.filter(pk=attempt.pk, state=AttemptState.SENDING, lease_until=attempt.lease_until).first()
    if payment is None or row is None:
        return
    row.payment = payment
    closed = row.operation == AttemptOperation.CHARGE and row.provider_account.retired_at is not None
    wanted = is_wanted(row, now=now) and not _is_held(payment) and not closed
    row.state = AttemptState.PLANNED if wanted else AttemptState.GIVEN_UP
    row.lease_until = row.first_sent_at = None
    row.save(update_fields=["state", "lease_until", "first_sent_at"])
    if not wanted and row.operation == AttemptOperation.CHARGE and payment.state == PaymentState.PLANNED:
        _take_back(payment, waits=closed or _is_held(payment), now=now)


def _is_held(payment: Payment) -> bool:
    return payment.pledge is not None and payment.pledge.held


def _take_back(payment: Payment, *, waits: bool, now: datetime) -> None:
    """What cancelling, pausing or a move would have done, had the attempt still been planned when they came."""
    if waits:
        leave_waiting(payment, reason="its account has closed", now=now)
    else:
        payment.retry_on = None
        change_payment(payment, PaymentState.WAIVED, actor="worker", now=now, reason="not wanted any more")
