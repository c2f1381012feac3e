"""Sums up the last hours for what is usual, and forgets what the guard knew: tries, salts, work, held forms."""

from datetime import datetime, timedelta

from smallfavor.payments.models import GuardAlert, GuardHour, GuardSalt, GuardTry, GuardWork, HeldCheckout
from smallfavor.payments.queries.guard.counts import USUAL_DAYS, counted_hour

TRIES_KEPT = timedelta(hours=6)
WORK_KEPT = timedelta(hours=1)
HELD_KEPT = timedelta(hours=6)
HOUR = timedelta(hours=1)
SETTLED_AFTER = timedelta(hours=1)  # by then most pages have been paid or left


def sum_up(*, now: datetime) -> None:
    """Keep the sums of each hour that is over and still known. An hour under alert says nothing of what is usual."""
    newest = (now - SETTLED_AFTER).replace(minute=0, second=0, microsecond=0) - HOUR
    for start in (newest - HOUR * n for n in range(3)):
        if GuardAlert.objects.filter(since__lt=start + HOUR, until__gt=start).exists():
            continue
        checkouts, paid, spoiled = counted_hour(start)
        if checkouts:
            row = GuardHour(begun_at=start, checkouts=checkouts, paid=paid, spoiled=spoiled)
            GuardHour.objects.bulk_create([row], ignore_conflicts=True)


def forget(*, now: datetime) -> None:
    """Delete every row that is older than it may be; whatever names a sender is gone within six hours."""
    GuardTry.objects.filter(begun_at__lt=now - TRIES_KEPT).delete()
    GuardWork.objects.filter(done_at__lt=now - WORK_KEPT).delete()
    HeldCheckout.objects.filter(held_at__lt=now - HELD_KEPT).delete()
    GuardSalt.objects.filter(day__lt=(now - TRIES_KEPT).date()).delete()
    GuardHour.objects.filter(begun_at__lt=now - timedelta(days=USUAL_DAYS)).delete()
