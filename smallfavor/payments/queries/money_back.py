"""What went back of payments: how much, who asked for it and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from smallfavor.core.money import Money
from smallfavor.payments.models import (
    AttemptOperation,
    AttemptState,
    ObjectKind,
    Payment,
    ProviderObject,
    StateChange,
)
from smallfavor.payments.rules.money_back import left_minor


@dataclass(frozen=True)
class GivenBack:
    """One refund of a payment's own success: asked for at the desk, or made at the provider (`by` and `why` empty)."""

    asked_at: datetime | None
    done_at: datetime | None
    amount: Money
    state: str  # done, on its way, lost, withdrawn
    by: str
    why: str


def refunded_of(payments: Iterable[Payment]) -> dict[int, int]:
    """Minor units given back, by the payment's row; duplicates apart. Without those of which nothing went back."""
    rows = (
        ProviderObject.objects.filter(
            payment__in=[payment.pk for payment in payments], kind=ObjectKind.REFUND, charge__duplicate=False
        )
        .values_list("payment")
        .annotate(total=Sum("amount_minor"))
        .order_by()
    )
    return dict(rows)


def left_of(payment: Payment) -> Money:
    """What can still be given back of a payment."""
    charge = payment.provider_objects.filter(kind=ObjectKind.SUCCESS, duplicate=False).first()
    if charge is None:
        return Money(0, payment.currency)
    gone = charge.undone_by.exclude(kind=ObjectKind.DISPUTE, dispute_state="won").aggregate(t=Sum("amount_minor"))["t"]
    return Money(left_minor(charge.amount_minor, gone or 0), charge.currency)


def given_back(payment: Payment) -> list[GivenBack]:
    """The refunds of a payment, oldest first, those on their way too."""
    asked = list(payment.changes.filter(state="refund_asked").order_by("id"))
    attempts = payment.attempts.filter(operation=AttemptOperation.REFUND, refund_of__duplicate=False).order_by("n")
    rows = payment.provider_objects.filter(kind=ObjectKind.REFUND, charge__duplicate=False).order_by("created_at")
    done = {row.attempt_id: row for row in rows if row.attempt and row.attempt.operation == AttemptOperation.REFUND}
    found = []
    for attempt in attempts:
        order = _order_of(attempt.created_at, asked)
        row = done.get(attempt.pk)
        found.append(
            GivenBack(
                asked_at=order.happened_at if order else None,
                done_at=row.created_at if row else None,
                amount=Money(attempt.amount_minor, payment.currency),
                state=_state(AttemptState(attempt.state), sent=attempt.first_sent_at is not None),
                by=order.actor if order else "",
                why=order.reason if order else "",
            )
        )
    outside = [row for row in rows if row not in done.values()]
    found += [GivenBack(None, row.created_at, Money(row.amount_minor, row.currency), "done", "", "") for row in outside]
    return sorted(found, key=lambda one: one.asked_at or one.done_at or payment.created_at)


def _order_of(planned_at: datetime, asked: Sequence[StateChange]) -> StateChange | None:
    """One refund is under way at a time, so that the last order before an attempt is the one it serves."""
    return next((change for change in reversed(asked) if change.happened_at <= planned_at), None)


def _state(state: AttemptState, *, sent: bool) -> str:
    if state == AttemptState.SUCCEEDED:
        return "done"
    if state == AttemptState.GIVEN_UP:
        return "lost" if sent else "withdrawn"
    return "on its way"
