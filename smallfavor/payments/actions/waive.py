"""Waives periods: they are passed over for good, each with a row that says so. The caller holds the pledge's lock."""

from collections.abc import Sequence
from datetime import datetime

from smallfavor.payments.models import Payment, PaymentState, Pledge, StateChange
from smallfavor.payments.queries.pledges import schedule_of
from smallfavor.payments.rules.keys import renewal_uuid


def period_payment(pledge: Pledge, period: int, state: PaymentState, *, now: datetime) -> Payment:
    """An unsaved payment of one period, as the pledge stands."""
    return Payment(
        uuid=renewal_uuid(pledge.uuid, period),
        supporter_id=pledge.supporter_id,
        pledge=pledge,
        period=period,
        due=schedule_of(pledge).due(period),
        interval=pledge.interval,
        amount_minor=pledge.amount_minor,
        currency=pledge.currency,
        method=pledge.method,
        language=pledge.language,
        state=state,
        appeal=pledge.appeal,
        variant=pledge.variant,
        manifest_version=pledge.manifest_version,
        created_at=now,
    )


def waive_periods(pledge: Pledge, periods: Sequence[int], *, actor: str, reason: str, now: datetime) -> None:
    """Insert a waived payment for each period, and its row of history."""
    rows = Payment.objects.bulk_create(
        [period_payment(pledge, period, PaymentState.WAIVED, now=now) for period in periods]
    )
    StateChange.objects.bulk_create(
        [StateChange(payment=row, state=row.state, actor=actor, reason=reason, happened_at=now) for row in rows]
    )
