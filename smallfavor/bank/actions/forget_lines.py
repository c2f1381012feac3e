"""Forgets what payers say on settled lines: their names, accounts and words. Amounts, days and references stay.

What is still open, or still owed to its payer, is kept: a person needs it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from smallfavor.bank.models import BankLine, LineState, TransferBack

KEPT_FOR = timedelta(days=400)  # a yearly gift and a month: until then a person may have to look
_NEEDED = [LineState.OPEN, LineState.EARLY]


def forget_old_lines(*, now: datetime) -> int:
    """Those that were settled or left long ago; returns how many."""
    return _forget(_settled().filter(seen_at__lt=now - KEPT_FOR))


def forget_lines_of(*, payments: Sequence[str], pledges: Sequence[str]) -> int:
    """Those of somebody who is erased, by the payments and pledges that were theirs."""
    asked = Q(transfer__order__payment__in=payments) | Q(transfer__order__pledge__in=pledges)
    return _forget(_settled().filter(asked | Q(transfer_back__payment__in=payments)))


def _settled() -> QuerySet[BankLine]:
    owed = TransferBack.objects.filter(line=None).values("received__line")
    return BankLine.objects.exclude(told_sealed=None).exclude(state__in=_NEEDED).exclude(pk__in=owed)


def _forget(lines: QuerySet[BankLine]) -> int:
    ids = list(lines.values_list("pk", flat=True))
    return BankLine.objects.filter(pk__in=ids).update(told_sealed=None, payer_hash=None)
