"""States as the newsroom reads them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from smallfavor.core.paper import current_paper
from smallfavor.desk.records.base import Related
from smallfavor.payments.models import StateChange

PAYMENT_STATES = {
    "planned": "On its way",
    "awaiting_payer": "Waiting for the reader",
    "processing": "At the bank",
    "paid": "Paid",
    "failed": "Declined",
    "expired": "Not finished by the reader",
    "waived": "Not taken",
    "refunded": "Refunded",
    "disputed": "Disputed",
    "returned": "Sent back by the bank",
}
DISPUTE_STATES = {"open": "Open", "won": "Won", "lost": "Lost", "": "Sent back"}
PAYOUT_STATES = {
    "on_its_way": "On its way to the bank",
    "paid": "At the bank",
    "failed": "Failed: the bank sent it back",
}
PART_KINDS = {
    "charge": "Payment",
    "refund": "Given back",
    "dispute": "Dispute",
    "dispute_won": "Dispute won",
    "return": "Sent back by the bank",
    "fee": "Fee of the account",
    "adjustment": "Adjustment",
    "payout_failed": "A payout that failed",
}
# What the history tells beside the states themselves.
HAPPENED = {
    "refund_asked": "A refund was asked for",
    "refund_withdrawn": "A refund was withdrawn",
    "duplicate": "Taken twice",
}
PAUSE_REASONS = {
    "dispute": "by us, until the dispute of a payment is decided",
    "dispute_in_pause": "by the reader; and a dispute of a payment is to be decided first",
}
PLEDGE_STATES = {
    "pending": "Waiting for the first payment",
    "active": "Active",
    "paused": "Paused",
    "lapsed": "Lapsed: the charges failed",
    "cancelled": "Stopped",
}
REMINDER_STATES = {
    "waiting": "Waiting for its day",
    "muted": "Not to be sent: said never again",
    "queued": "On its way",
    "sent": "Sent",
    "dropped": "Taken back by the reader",
    "spared": "Not needed any more",
}
INTERVALS = {"once": "Once", "monthly": "Every month", "yearly": "Every year"}


def moment(at: datetime | None) -> str:
    """Date and time in the paper's zone; a dash for what has not happened."""
    if at is None:
        return "–"
    return date_format(timezone.localtime(at, current_paper().zone), "j M Y, H:i")


def day(on: date | None) -> str:
    """A date; a dash for none."""
    return "–" if on is None else date_format(on, "j M Y")


def history(changes: Iterable[StateChange], words: dict[str, str]) -> Related:
    """What happened to a record, newest first."""
    return Related(
        title="What happened",
        header=("When", "State", "By", "Why"),
        rows=[
            (moment(change.happened_at), words.get(change.state, change.state), change.actor, change.reason)
            for change in changes
        ],
        empty="Nothing yet.",
    )
