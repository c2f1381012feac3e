"""The letters about money. Each `send_..._later` defers a job inside the caller's transaction, with uuids alone.

Not here: what a letter says (letters.py beside this, templates/payments/mail) and sending it (tasks.py).
"""

from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from smallfavor.core.jobs import defer, defer_many
from smallfavor.payments.models import Instrument, Payment, Pledge, ProviderObject

# decline: the first try; again: a later one; confirm: the payer must be present; replace: the card can't work;
# lapsed: tried often enough, or waited long enough. Where the payer sends the money by themselves: unseen: it is late;
# unreceived: it did not come three times.
DunningStep = Literal["decline", "again", "confirm", "replace", "lapsed", "unseen", "unreceived"]

_TASKS = "smallfavor.payments.tasks"


def send_receipt_later(payment: Payment) -> None:
    """Thank-you with receipt for a payment that was just booked as paid: the first, a renewal, or a single gift."""
    defer(f"{_TASKS}.mail_receipt", payment=str(payment.uuid))


def send_receipts_later(payments: Iterable[UUID]) -> None:
    """As `send_receipt_later`, for many payments at once, by their uuids."""
    defer_many(f"{_TASKS}.mail_receipt", [{"payment": str(uuid)} for uuid in payments])


def send_decline_later(payment: Payment) -> None:
    """A renewal has nothing that it could be charged to: here is how to go on."""
    send_dunning_later(payment, "replace")


def send_failed_later(payment: Payment) -> None:
    """A payment that its reader had left to their bank was declined. Once for each try."""
    n = str(payment.attempts.count())
    defer(f"{_TASKS}.mail_failed", payment=str(payment.uuid), try_number=n)


def send_dunning_later(payment: Payment, step: DunningStep) -> None:
    """A renewal was declined, or its time ran out: what follows. Once for each step of each try."""
    n = str(payment.attempts.count())
    defer(f"{_TASKS}.mail_dunning", payment=str(payment.uuid), step=step, try_number=n)


def send_instructions_later(payment: Payment) -> None:
    """Where to send it: what stands on the page that is open, for later. Once for each page."""
    defer(f"{_TASKS}.mail_instructions", payment=str(payment.uuid))


def send_expiry_later(instrument: Instrument) -> None:
    """This card ends soon, and a charge falls after it."""
    defer(f"{_TASKS}.mail_expiry", instrument=str(instrument.uuid))


def send_notice_later(pledge: Pledge) -> None:
    """The notice before a yearly payment, for the pledge's present `next_due`."""
    due = pledge.next_due.isoformat() if pledge.next_due else ""
    defer(f"{_TASKS}.mail_notice", pledge=str(pledge.uuid), due=due)


def send_cancelled_later(pledge: Pledge) -> None:
    """The pledge has ended; nothing more is taken."""
    defer(f"{_TASKS}.mail_cancelled", pledge=str(pledge.uuid))


def send_refunded_later(refund: ProviderObject) -> None:
    """Money went back, all of it or a part. Once for each refund."""
    defer(f"{_TASKS}.mail_refunded", payment=str(refund.payment.uuid), refund=str(refund.pk))


def send_returned_later(returned: ProviderObject) -> None:
    """The reader's bank sent a debit back, and what follows. Once for each return."""
    defer(f"{_TASKS}.mail_returned", payment=str(returned.payment.uuid), returned=str(returned.pk))


def send_changed_later(pledge: Pledge, *, change: str) -> None:
    """Amount, interval, date, pause or resumption were changed by the reader. `change` is the StateChange's id."""
    defer(f"{_TASKS}.mail_changed", pledge=str(pledge.uuid), change=change)


def send_move_later(pledge: Pledge, *, number: int) -> None:
    """The paper has changed its payment service: please save a way to pay there. `number`: the first mail is 1."""
    asked = pledge.move_asked_at.date().isoformat() if pledge.move_asked_at else ""
    defer(f"{_TASKS}.mail_move", pledge=str(pledge.uuid), asked=asked, number=str(number))
