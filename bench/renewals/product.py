"""The product itself, by its public doors; and the few names of it that the other two engines lean on."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from smallfavor.core.money import Money
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.plan_attempt import freeze_charge
from smallfavor.payments.models import Attempt
from smallfavor.payments.providers.base import ChargeRequest, Ours, Provider
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.rules.keys import idempotency_key, renewal_uuid
from smallfavor.payments.rules.rebuilding import Facts
from smallfavor.payments.rules.schedule import Schedule, plan

RECEIPT_TASK = "smallfavor.payments.tasks.mail_receipt"

__all__ = ["RECEIPT_TASK", "Due", "Planned", "frozen_as_the_product_does", "plan_due", "run_product"]


def run_product(today: date, now: datetime, concurrency: int) -> None:
    """What a worker does when pledges are due, in this process."""
    drive_until_idle(today=today, now=now, concurrency=concurrency)


@dataclass(frozen=True)
class Due:
    """One due pledge, as it is read from the table."""

    id: int
    uuid: UUID
    supporter_id: int
    interval: str
    anchor: date
    anchor_n: int
    n: int
    last_planned_on: date | None
    amount_minor: int
    currency: str
    method: str
    language: str
    appeal: str
    variant: str
    manifest_version: str
    token: str
    instrument_id: int


@dataclass(frozen=True)
class Planned:
    """What the product would write for it: the payment's uuid and due date, the attempt's key and bytes, next time."""

    uuid: UUID
    period: int
    due: date
    idem_key: str
    frozen: bytes
    next_n: int
    next_due: date


def plan_due(pledge: Due, today: date, provider: Provider) -> Planned:
    """The product's own rules for uuid, key, schedule and frozen bytes."""
    schedule = Schedule(pledge.interval, pledge.anchor, pledge.anchor_n, pledge.n, pledge.last_planned_on)
    planned = plan(schedule, today)
    if planned.taken is None or planned.waived:
        raise ValueError("every pledge of a slice owes just one period")
    period, due = planned.taken, schedule.due(planned.taken)
    uuid = renewal_uuid(pledge.uuid, period)
    extra = Facts(
        interval=pledge.interval, period=period, due=due, anchor=pledge.anchor, anchor_n=pledge.anchor_n
    ).as_extra()
    request = ChargeRequest(
        ours=Ours(installation(), str(uuid), 1, str(pledge.uuid), extra),
        amount=Money(pledge.amount_minor, pledge.currency),
        instrument=pledge.token,
        method=pledge.method,
        description=settings.PAPER_STATEMENT_NAME,
    )
    frozen = provider.freeze_charge(request)
    key = idempotency_key(installation(), uuid, 1)
    return Planned(uuid, period, due, key, frozen, planned.next_n, schedule.due(planned.next_n))


def frozen_as_the_product_does(attempt: Attempt) -> tuple[str, bytes]:
    """The key and the bytes that the product itself would have given this attempt."""
    payment = attempt.payment
    if payment.pledge is None or payment.pledge.instrument is None:
        raise ValueError("a renewal has a pledge with an instrument")
    return (
        idempotency_key(installation(), payment.uuid, attempt.n),
        freeze_charge(payment, attempt.n, payment.pledge.instrument),
    )
