"""Plans due pledges: payment, attempt and the next date in one transaction, batch by batch. Calls nobody."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from smallfavor.core.boundaries import reached
from smallfavor.core.paper import current_paper
from smallfavor.core.rows import Row, insert_rows, row_of, update_rows
from smallfavor.payments import providers
from smallfavor.payments.actions.card_room import CardRoom
from smallfavor.payments.actions.change_state import change_pledge_state
from smallfavor.payments.actions.plan_attempt import freeze_charge
from smallfavor.payments.actions.waive import period_payment
from smallfavor.payments.mails import send_decline_later
from smallfavor.payments.models import (
    Attempt,
    AttemptOperation,
    AttemptState,
    Instrument,
    Interval,
    Payment,
    PaymentState,
    Pledge,
    PledgeState,
    ProviderAccount,
    StateChange,
)
from smallfavor.payments.providers.base import Decline
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.queries.pledges import schedule_of
from smallfavor.payments.rules.keys import idempotency_key
from smallfavor.payments.rules.schedule import NOTICE_LATEST_DAYS, RENEWALS_APART_DAYS, plan

logger = logging.getLogger(__name__)

BATCH = 500


class CalendarDiffers(Exception):
    """Raised when a pledge is due by its row and not by its calendar: a person looks, and it holds up no other."""

    code = "calendar_differs"


@dataclass(frozen=True)
class _Charge:
    """The first attempt of a payment: its bytes, and the moment at which its card bears it."""

    payment: Payment
    instrument: Instrument
    frozen: bytes
    send_after: datetime


@dataclass
class _Batch:
    """What one batch will write: payments with the reason for each, and the charges of those that are taken."""

    payments: list[tuple[Payment, str]] = field(default_factory=list)
    charges: list[_Charge] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    without_instrument: list[Payment] = field(default_factory=list)


def due_pledges(today: date) -> QuerySet[Pledge]:
    """Pledges whose next charge may be planned on `today`, oldest due date first.

    Joins nothing: with a join, the planner may find it cheaper to read every instrument than those of a batch.
    """
    noticed = Q(notified_due=F("next_due"), notified_on__lte=today - timedelta(days=NOTICE_LATEST_DAYS))
    due = Pledge.objects.filter(
        Q(last_planned_on=None) | Q(last_planned_on__lte=today - timedelta(days=RENEWALS_APART_DAYS)),
        ~Q(interval=Interval.YEARLY) | noticed,
        state=PledgeState.ACTIVE,
        next_due__lte=today,
        doubt="",
        held=False,
    ).order_by("next_due", "id")
    closed = list(ProviderAccount.objects.exclude(retired_at=None).values_list("pk", flat=True))
    if closed:  # who has no instrument at all lapses; whose account has closed, waits
        stranded = Instrument.objects.filter(pk=OuterRef("instrument_id"), provider_account__in=closed)
        due = due.exclude(Exists(stranded))
    return due


def plan_renewals(*, today: date, now: datetime, limit: int = BATCH) -> int:
    """Plan one batch of what is due on `today`, the schedule's own day; returns how many pledges it moved on.

    Rivals take other pledges. One that can't be planned is marked for a person and holds nothing up.
    """
    with transaction.atomic(durable=True):
        pledges = list(
            due_pledges(today)
            .select_for_update(skip_locked=True)
            .prefetch_related("instrument__provider_account", "provider_account")[:limit]
        )
        try:
            with transaction.atomic():
                _plan_all(pledges, today=today, now=now)
        except (OperationalError, InterfaceError):
            raise  # the database is away, or its disk full: no pledge is to blame
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
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            logger.exception("pledge %s can't be planned", pledge.uuid)
            Pledge.objects.filter(pk=pledge.pk).update(doubt=f"can't be planned: {type(error).__name__}")


def _plan_all(pledges: Sequence[Pledge], *, today: date, now: datetime) -> None:
    batch, paper = _Batch(), current_paper()
    cards = [pledge.instrument_id for pledge in pledges if pledge.instrument_id is not None]
    # Where the schedule is moved by hand, the thirty days of a card move with it.
    room = CardRoom(cards, at=now + (today - paper.today(now)), now=now, zone=paper.zone)
    for pledge in pledges:
        _plan_one(pledge, batch, room, today=today, now=now)
    _write(batch, now=now)
    for payment in batch.without_instrument:
        if payment.pledge is not None:
            change_pledge_state(
                payment.pledge, PledgeState.LAPSED, actor="worker", now=now, reason=str(Decline.INSTRUMENT_GONE)
            )
        send_decline_later(payment)


def _plan_one(pledge: Pledge, batch: _Batch, room: CardRoom, *, today: date, now: datetime) -> None:
    schedule = schedule_of(pledge)
    planned = plan(schedule, today)
    if planned.taken is None:
        raise CalendarDiffers(f"pledge {pledge.uuid}: due on {pledge.next_due}, and its calendar says otherwise")
    for period in planned.waived:
        waived = period_payment(pledge, period, PaymentState.WAIVED, now=now)
        batch.payments.append((waived, "older than the renewal taken"))
    instrument = pledge.instrument
    if instrument is not None and instrument.revoke_after is None:
        payment = period_payment(pledge, planned.taken, PaymentState.PLANNED, now=now)
        frozen = freeze_charge(payment, 1, instrument)
        batch.charges.append(_Charge(payment, instrument, frozen, room.take(instrument.pk, now)))
    else:
        payment = period_payment(pledge, planned.taken, PaymentState.FAILED, now=now)
        payment.decline_code = str(Decline.INSTRUMENT_GONE)
        batch.without_instrument.append(payment)
    batch.payments.append((payment, "due"))
    pledge.n = planned.next_n
    pledge.next_due = schedule.due(planned.next_n)
    pledge.last_planned_on = today
    batch.pledges.append(pledge)


def _write(batch: _Batch, *, now: datetime) -> None:
    """The rows of the batch, one statement a table."""
    written = insert_rows(Payment, [row_of(payment) for payment, _ in batch.payments], returning=("uuid", "id"))
    numbers: dict[UUID, int] = dict(written)
    insert_rows(Attempt, [_attempt_row(charge, numbers, now=now) for charge in batch.charges])
    insert_rows(
        StateChange,
        [
            {
                "payment_id": numbers[payment.uuid],
                "state": payment.state,
                "actor": "worker",
                "reason": reason,
                "happened_at": now,
            }
            for payment, reason in batch.payments
        ],
    )
    update_rows(
        Pledge,
        [
            {
                "id": pledge.pk,
                "n": pledge.n,
                "next_due": pledge.next_due,
                "last_planned_on": pledge.last_planned_on,
            }
            for pledge in batch.pledges
        ],
    )


def _attempt_row(charge: _Charge, numbers: Mapping[UUID, int], *, now: datetime) -> Row:
    return {
        "payment_id": numbers[charge.payment.uuid],
        "n": 1,
        "provider_account_id": charge.instrument.provider_account_id,
        "operation": AttemptOperation.CHARGE,
        "instrument_id": charge.instrument.pk,
        "amount_minor": charge.payment.amount_minor,
        "idem_key": idempotency_key(installation(), charge.payment.uuid, 1),
        "frozen_body": charge.frozen,
        "state": AttemptState.PLANNED,
        "send_after": charge.send_after,
        "created_at": now,
    }
