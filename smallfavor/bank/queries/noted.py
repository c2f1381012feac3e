"""The record of gifts that were noted by hand, as the service keeps it."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from smallfavor.bank.models import NotedGift, NotedReversal

# The rows that the answers are made of come from here, too: whoever asks need not know where they are kept.
__all__ = [
    "NotedGift",
    "NotedReversal",
    "reversal_named",
    "reversals_between",
    "reversals_of",
    "slip_named",
    "slips_between",
    "slips_of",
]
A_DAY = timedelta(days=1)


def slips_of(account: str, *, payment: str, attempt: int) -> list[NotedGift]:
    return list(_slips(account).filter(payment=payment, attempt=attempt))


def slips_between(account: str, start: datetime, end: datetime) -> list[NotedGift]:
    """Made in [start, end), or given on a day that touches it."""
    given = Q(given_on__gte=start.date() - A_DAY, given_on__lte=end.date() + A_DAY)
    made = Q(created_at__gte=start, created_at__lt=end) | Q(noted_at__gte=start, noted_at__lt=end) | given
    return list(_slips(account).filter(made))


def slip_named(account: str, object_id: str) -> NotedGift | None:
    return _slips(account).filter(object_id=object_id).first()


def reversals_of(account: str, *, payment: str, attempt: int) -> list[NotedReversal]:
    return list(_reversals(account).filter(gift__payment=payment, attempt=attempt))


def reversals_between(account: str, start: datetime, end: datetime) -> list[NotedReversal]:
    return list(_reversals(account).filter(reversed_at__gte=start, reversed_at__lt=end))


def reversal_named(account: str, object_id: str) -> NotedReversal | None:
    return _reversals(account).filter(object_id=object_id).first()


def _slips(account: str) -> QuerySet[NotedGift]:
    return NotedGift.objects.filter(account=account).order_by("created_at", "id")


def _reversals(account: str) -> QuerySet[NotedReversal]:
    rows = NotedReversal.objects.select_related("gift").filter(gift__account=account)
    return rows.order_by("reversed_at", "id")
