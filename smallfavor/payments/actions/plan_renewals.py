"""Plans due pledges: payment, attempt and the next date in one transaction, batch by batch. Calls nobody."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from smallfavor.core.boundaries import reached
from smallfavor.core.paper import current_paper
from smallfavor.payments import providers
from smallfavor.payments.actions.card_room import CardRoom
from smallfavor.payments.actions.change_state import change_pledge_state
from smallfavor.payments.actions.plan_attempt import freeze_charge
from smallfavor.payments.actions.waive import period_payment
from smallfavor.payments.mails import send_decline_later
from smallfavor.payments.models import (
    Attempt,
    AttemptOperation,
    Interval,
    Payment,
    PaymentState,
    Pledge,
    PledgeState,
    StateChange,
)
from smallfavor.payments.providers.base import Decline
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.queries.pledges import schedule_of
from smallfavor.payments.rules.keys import idempotency_key
from smallfavor.payments.rules.schedule import NOTICE_LATEST_DAYS, RENEWALS_APART_DAYS, plan

logger = logging.getLogger(__name__)

BATCH = 500


@dataclass
class _Rows:
    """What one batch will insert."""

    payments: list[Payment] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    changes: list[StateChange] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    without_instrument: list[Payment] = field(default_factory=list)


def due_pledges(today: date) -> QuerySet[Pledge]:
    """Pledges whose next charge may be planned on `today`, oldest due date first."""
    noticed = Q(notified_due=F("next_due"), notified_on__lte=today - timedelta(days=NOTICE_LATEST_DAYS))
    return Pledge.objects.filter(
        Q(last_planned_on=None) | Q(last_planned_on__lte=today - timedelta(days=RENEWALS_APART_DAYS)),
        ~Q(interval=Interval.YEARLY) | noticed,
        state=PledgeState.ACTIVE,
        next_due__lte=today,
        doubt="",
    ).order_by("next_due", "id")


def plan_renewals(*, today: date, now: datetime, limit: int = BATCH) -> int:
    """Plan one batch of what is due on `today`, the schedule's own day; returns how many pledges it moved on.

    Rivals take other pledges. One that can't be planned is marked for a person and holds nothing up.
    """
    with transaction.atomic(durable=True):
        pledges = list(
            due_pledges(today)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("instrument__provider_account", "provider_account")[:limit]
        )
        try:
            with transaction.atomic():
                _plan_all(pledges, today=today, now=now)
        except Exception:
            logger.exception("a batch of renewals can't be planned whole; one by one")
            _plan_each(pledges, today=today, now=now)
    if pledges and all(providers.get(account).is_sandbox for account in {p.provider_account for p in pledges}):
        reached("renewal.planned")
    return len(pledges)


def _plan_each(pledges: Sequence[Pledge], *, today: date, now: datetime) -> None:
    for pledge in pledges:
        pledge.refresh_from_db()
        try:
            with transaction.atomic():
                _plan_all([pledge], today=today, now=now)
        except Exception as error:
            logger.exception("pledge %s can't be planned", pledge.uuid)
            Pledge.objects.filter(pk=pledge.pk).update(doubt=f"can't be planned: {type(error).__name__}")


def _plan_all(pledges: Sequence[Pledge], *, today: date, now: datetime) -> None:
    rows, paper = _Rows(), current_paper()
    cards = [pledge.instrument_id for pledge in pledges if pledge.instrument_id is not None]
    # Where the schedule is moved by hand, the thirty days of a card move with it.
    room = CardRoom(cards, at=now + (today - paper.today(now)), now=now, zone=paper.zone)
    for pledge in pledges:
        _plan_one(pledge, rows, room, today=today, now=now)
    Payment.objects.bulk_create(rows.payments)
    Attempt.objects.bulk_create(rows.attempts)
    StateChange.objects.bulk_create(rows.changes)
    Pledge.objects.bulk_update(rows.pledges, ["n", "next_due", "last_planned_on"])
    for payment in rows.without_instrument:
        if payment.pledge is not None:
            change_pledge_state(
                payment.pledge, PledgeState.LAPSED, actor="worker", now=now, reason=str(Decline.INSTRUMENT_GONE)
            )
        send_decline_later(payment)


def _plan_one(pledge: Pledge, rows: _Rows, room: CardRoom, *, today: date, now: datetime) -> None:
    schedule = schedule_of(pledge)
    planned = plan(schedule, today)
    if planned.taken is None:
        return
    for period in planned.waived:
        _add(rows, period_payment(pledge, period, PaymentState.WAIVED, now=now), "older than the renewal taken", now)
    has_instrument = pledge.instrument is not None and pledge.instrument.revoke_after is None
    state = PaymentState.PLANNED if has_instrument else PaymentState.FAILED
    payment = period_payment(pledge, planned.taken, state, now=now)
    _add(rows, payment, "due", now)
    if has_instrument:
        rows.attempts.append(_attempt(pledge, payment, room, now=now))
    else:
        payment.decline_code = str(Decline.INSTRUMENT_GONE)
        rows.without_instrument.append(payment)
    pledge.n = planned.next_n
    pledge.next_due = schedule.due(planned.next_n)
    pledge.last_planned_on = today
    rows.pledges.append(pledge)


def _add(rows: _Rows, payment: Payment, reason: str, now: datetime) -> None:
    rows.payments.append(payment)
    rows.changes.append(
        StateChange(payment=payment, state=payment.state, actor="worker", reason=reason, happened_at=now)
    )


def _attempt(pledge: Pledge, payment: Payment, room: CardRoom, *, now: datetime) -> Attempt:
    if pledge.instrument is None:
        raise ValueError("a charge needs an instrument")
    account = pledge.instrument.provider_account
    return Attempt(
        payment=payment,
        n=1,
        provider_account=account,
        operation=AttemptOperation.CHARGE,
        instrument=pledge.instrument,
        amount_minor=payment.amount_minor,
        idem_key=idempotency_key(installation(), payment.uuid, 1),
        frozen_body=freeze_charge(payment, 1, account, pledge.instrument.token),
        send_after=room.take(pledge.instrument.pk, now),
        created_at=now,
    )
