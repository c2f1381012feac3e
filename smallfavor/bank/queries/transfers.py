"""The record of transfers, as the service keeps it: what was asked for, what came, what is to go back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from smallfavor.bank.models import (
    BankLine,
    ExpectedTransfer,
    LineState,
    OrderKind,
    ReceivedTransfer,
    TransferBack,
    TransferReference,
)
from smallfavor.bank.rules.names import received_id

# The rows that the answers are made of come from here, too: whoever asks need not know where they are kept.
__all__ = [
    "BankLine",
    "ExpectedTransfer",
    "OrderKind",
    "ReceivedTransfer",
    "TransferBack",
    "TransferRecord",
    "TransferReference",
    "back_named",
    "order_named",
    "other_named",
    "page_named",
    "received_named",
    "record_between",
    "record_of",
    "saved_between",
]


@dataclass(frozen=True)
class TransferRecord:
    """What is known of some attempts or of a stretch of time; the same rows, whoever asks."""

    orders: list[ExpectedTransfer]
    received: list[ReceivedTransfer]
    backs: list[TransferBack]
    other: list[BankLine]


def record_of(account: str, *, payment: str, attempt: int, pledge: str) -> TransferRecord:
    """Of one attempt; without a payment, of a pledge's setups."""
    which = Q(payment=payment, attempt=attempt) if payment else Q(payment="", pledge=pledge)
    found = list(_orders(account).filter(which))
    received = _received(account).filter(order__in=found)
    backs = _backs(account).filter(payment=payment, attempt=attempt) if payment else _backs(account).none()
    return TransferRecord(found, list(received), list(backs), [])


def record_between(account: str, iban: str, start: datetime, end: datetime) -> TransferRecord:
    """Of [start, end), by each object's own time."""
    ordered = Q(created_at__gte=start, created_at__lt=end)
    made = ordered | Q(missed_at__gte=start, missed_at__lt=end)
    return TransferRecord(
        list(_orders(account).filter(made)),
        list(_received(account).filter(received_at__gte=start, received_at__lt=end)),
        list(_backs(account).filter(ordered | Q(done_at__gte=start, done_at__lt=end))),
        list(
            BankLine.objects.filter(
                iban=iban, state=LineState.OTHER, settled_at__gte=start, settled_at__lt=end
            ).order_by("settled_at", "id")
        ),
    )  # fmt: skip


def saved_between(account: str, start: datetime, end: datetime) -> list[TransferReference]:
    """Standing orders that became a way to pay in [start, end), revoked ones too."""
    saved = TransferReference.objects.filter(account=account, saved_at__gte=start, saved_at__lt=end)
    return list(saved.order_by("saved_at", "id"))


def order_named(account: str, object_id: str) -> ExpectedTransfer | None:
    return _orders(account).filter(object_id=object_id).first()


def page_named(object_id: str) -> ExpectedTransfer | None:
    """A page, of whichever account; None for a name that is no page's."""
    pages = ExpectedTransfer.objects.select_related("reference").exclude(kind=OrderKind.PERIOD)
    return pages.filter(object_id=object_id).first()


def received_named(account: str, object_id: str) -> ReceivedTransfer | None:
    return _received(account).filter(object_id=object_id).first()


def back_named(account: str, object_id: str) -> TransferBack | None:
    return _backs(account).filter(object_id=object_id).first()


def other_named(iban: str, object_id: str) -> BankLine | None:
    """A line that a person called other income, by the name that it has as an object."""
    lines = BankLine.objects.filter(iban=iban, state=LineState.OTHER).order_by("-settled_at")
    return next((line for line in lines.iterator() if received_id(line.line_id) == object_id), None)


def _orders(account: str) -> QuerySet[ExpectedTransfer]:
    return ExpectedTransfer.objects.select_related("reference").filter(account=account).order_by("created_at", "id")


def _received(account: str) -> QuerySet[ReceivedTransfer]:
    rows = ReceivedTransfer.objects.select_related("order", "reference").filter(account=account, order__isnull=False)
    return rows.order_by("received_at", "id")


def _backs(account: str) -> QuerySet[TransferBack]:
    return TransferBack.objects.select_related("received").filter(account=account).order_by("created_at", "id")
