"""What a competent developer writes first: one pledge, one call, one commit before it and one after, by the ORM.

It keeps the promise (the intent is committed before the call) and writes the same rows; it knows no batches.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from bench.renewals.product import RECEIPT_TASK, Due, plan_due
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.ledger.models import Account, Entry, EntryKind, Transfer
from smallfavor.payments.models import (
    Attempt,
    AttemptOperation,
    AttemptState,
    Instrument,
    ObjectKind,
    Payment,
    PaymentState,
    Pledge,
    PledgeState,
    ProviderObject,
    StateChange,
)
from smallfavor.payments.providers.base import Provider, Succeeded
from smallfavor.payments.rules import bookings

LEASE = timedelta(seconds=65)


def run_one_by_one(today: date, now: datetime, provider: Provider) -> None:
    """Charge everything that is due on `today`, one after the other."""
    due = Pledge.objects.filter(state=PledgeState.ACTIVE, next_due__lte=today, doubt="").order_by("next_due", "id")
    for number in list(due.values_list("pk", flat=True)):
        attempt = _plan(number, today, now, provider)
        answer = provider.charge(bytes(attempt.frozen_body), key=attempt.idem_key)
        if not isinstance(answer, Succeeded):
            raise SystemExit("the processor did not take the charge")
        _settle(attempt, answer, now)


@transaction.atomic
def _plan(number: int, today: date, now: datetime, provider: Provider) -> Attempt:
    pledge = (
        Pledge.objects.select_for_update(of=("self",)).select_related("instrument__provider_account").get(pk=number)
    )
    if pledge.instrument is None:
        raise SystemExit("a pledge of the slice has no instrument")
    planned = plan_due(_as_due(pledge, pledge.instrument), today, provider)
    payment = Payment.objects.create(
        uuid=planned.uuid, supporter_id=pledge.supporter_id, pledge=pledge, period=planned.period, due=planned.due,
        interval=pledge.interval, amount_minor=pledge.amount_minor, currency=pledge.currency, method=pledge.method,
        language=pledge.language, appeal=pledge.appeal, variant=pledge.variant,
        manifest_version=pledge.manifest_version, created_at=now,
    )  # fmt: skip
    StateChange.objects.create(payment=payment, state=payment.state, actor="worker", reason="due", happened_at=now)
    pledge.n, pledge.next_due, pledge.last_planned_on = planned.next_n, planned.next_due, today
    pledge.save()
    return Attempt.objects.create(
        payment=payment, n=1, provider_account=pledge.instrument.provider_account, operation=AttemptOperation.CHARGE,
        instrument=pledge.instrument, amount_minor=payment.amount_minor, idem_key=planned.idem_key,
        frozen_body=planned.frozen,
        state=AttemptState.SENDING, send_after=now, first_sent_at=utcnow(), lease_until=utcnow() + LEASE,
        created_at=now,
    )  # fmt: skip


@transaction.atomic
def _settle(attempt: Attempt, answer: Succeeded, now: datetime) -> None:
    payment = Payment.objects.select_for_update().get(pk=attempt.payment_id)
    account = attempt.provider_account
    entry = _book(EntryKind.CAPTURE, bookings.capture(account.code, payment.interval), payment, answer, now)
    _book(EntryKind.FEE, bookings.fee(account.code), payment, answer, now)
    ProviderObject.objects.create(
        provider_account=account, object_id=answer.object_id, kind=ObjectKind.SUCCESS, payment=payment, attempt=attempt,
        entry=entry, amount_minor=answer.amount.minor, currency=answer.amount.currency, created_at=answer.created_at,
        seen_at=now,
    )  # fmt: skip
    attempt.state, attempt.lease_until = AttemptState.SUCCEEDED, None
    attempt.save()
    payment.state, payment.paid_entry, payment.paid_at = PaymentState.PAID, entry, answer.created_at
    payment.save()
    StateChange.objects.create(payment=payment, state=payment.state, actor="worker", happened_at=now)
    app.configure_task(RECEIPT_TASK).defer(payment=str(payment.uuid))


def _book(kind: EntryKind, lines: tuple[str, str], payment: Payment, answer: Succeeded, now: datetime) -> Entry:
    amount = answer.fee if kind is EntryKind.FEE else answer.amount
    if amount is None:
        raise SystemExit("the processor told no fee")
    entry = Entry.objects.create(
        kind=kind, provider_object=f"sandbox/{answer.object_id}", payment_uuid=payment.uuid,
        happened_at=answer.created_at, booked_at=now, posted_on=current_paper().today(answer.created_at),
    )  # fmt: skip
    debit, credit = (Account.objects.get(code=code, currency=amount.currency) for code in lines)
    Transfer.objects.create(
        entry=entry, debit_account=debit, credit_account=credit, currency=amount.currency, amount_minor=amount.minor
    )
    return entry


def _as_due(pledge: Pledge, instrument: Instrument) -> Due:
    return Due(
        pledge.pk, pledge.uuid, pledge.supporter_id, pledge.interval, pledge.anchor, pledge.anchor_n, pledge.n,
        pledge.last_planned_on, pledge.amount_minor, pledge.currency, pledge.method, pledge.language, pledge.appeal,
        pledge.variant, pledge.manifest_version, instrument.token, instrument.pk,
    )  # fmt: skip
