"""The letters about money. Each `send_..._later` defers a job inside the caller's transaction, with uuids alone.

Not here: what a letter says (letters.py beside this, templates/payments/mail) and sending it (tasks.py).
"""

from collections.abc import Iterable
from uuid import UUID

from smallfavor.core.jobs import defer, defer_many
from smallfavor.payments.models import Payment, Pledge

_TASKS = "smallfavor.payments.tasks"


def send_receipt_later(payment: Payment) -> None:
    """Thank-you with receipt for a payment that was just booked as paid: the first, a renewal, or a single gift."""
    defer(f"{_TASKS}.mail_receipt", payment=str(payment.uuid))


def send_receipts_later(payments: Iterable[UUID]) -> None:
    """As `send_receipt_later`, for many payments at once, by their uuids."""
    defer_many(f"{_TASKS}.mail_receipt", [{"payment": str(uuid)} for uuid in payments])


def send_decline_later(payment: Payment) -> None:
    """A renewal was declined: nothing was taken; here is how to mend it. Once for each try."""
    defer(f"{_TASKS}.mail_decline", payment=str(payment.uuid), try_number=str(payment.attempts.count()))


def send_notice_later(pledge: Pledge) -> None:
    """The notice before a yearly payment, for the pledge's present `next_due`."""
    due = pledge.next_due.isoformat() if pledge.next_due else ""
    defer(f"{_TASKS}.mail_notice", pledge=str(pledge.uuid), due=due)


def send_cancelled_later(pledge: Pledge) -> None:
    """The pledge has ended; nothing more is taken."""
    defer(f"{_TASKS}.mail_cancelled", pledge=str(pledge.uuid))


def send_changed_later(pledge: Pledge, *, change: str) -> None:
    """Amount, interval, date, pause or resumption were changed by the reader. `change` is the StateChange's id."""
    defer(f"{_TASKS}.mail_changed", pledge=str(pledge.uuid), change=change)
