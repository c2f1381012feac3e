"""Keeps two renewals of one pledge apart when a period that waited is charged late: docs/rules/schedule.md.

The caller holds the pledge's lock.
"""

from datetime import date, datetime

from smallfavor.payments.actions.change_state import change_payment
from smallfavor.payments.models import Payment, PaymentState, Pledge


def waive_if_older(pledge: Pledge, payment: Payment, *, today: date, actor: str, now: datetime) -> bool:
    """Pass over the period that waited, where a newer one of its pledge is due and will be taken; True if so."""
    if pledge.next_due is None or pledge.next_due > today:
        return False
    payment.retry_on = payment.confirm_by = None
    change_payment(payment, PaymentState.WAIVED, actor=actor, now=now, reason="older than the renewal taken")
    return True


def keep_apart(pledge: Pledge, *, today: date) -> None:
    """A period that waited is charged today: the next one comes 20 days later at the earliest. Saves that alone."""
    pledge.last_planned_on = max(pledge.last_planned_on or today, today)
    pledge.save(update_fields=["last_planned_on"])
