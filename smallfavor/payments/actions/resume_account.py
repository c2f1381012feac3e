"""Lets an account send again that was stopped: by a refused key, after a restore, or because rows were missing.

What the provider has and this database has not is rebuilt first (rebuild/).
"""

from datetime import datetime, timedelta

from django.db import transaction

from smallfavor.payments.actions.check_place import settle_here
from smallfavor.payments.actions.compare_newest import ALL_THAT_COUNTS, missing_here
from smallfavor.payments.actions.rebuild.rebuild import rebuild
from smallfavor.payments.actions.rebuild.report import RebuildReport
from smallfavor.payments.models import Attempt, Installation, ProviderAccount

LOOK_BACK = timedelta(days=35)
OVERLAP = timedelta(days=1)  # what was under way when a backup was made


class RowsMissing(Exception):
    """Raised when the provider has objects of ours that can't be given a place here; `report` names them."""

    code = "rows_missing"

    def __init__(self, report: RebuildReport, count: int) -> None:
        super().__init__(f"{count} objects of ours are unknown to this database")
        self.report = report
        self.count = count


def resume_account(account: ProviderAccount, *, since: datetime | None = None, now: datetime) -> RebuildReport:
    """Rebuild what this database lacks, compare once more, and lift the stop last. Run again, it goes on.

    From now on this database counts as the real one. Looks back to `since`: by default to what was restored, or to the
    newest attempt that is here, at least 35 days. Raises RowsMissing, ProviderUnavailable; the account stays stopped.
    """
    start = since or _since(account, now)
    report = rebuild(account, since=start, now=now)
    missing = missing_here(account, since=start, now=now)
    if missing:
        raise RowsMissing(report, len(missing))
    settle_here()
    ProviderAccount.objects.filter(pk=account.pk).update(stopped_reason="")
    return report


def rehearse_resume(account: ProviderAccount, *, since: datetime | None = None, now: datetime) -> RebuildReport:
    """What `resume_account` would do. Everything is done and taken back; nothing is left changed.

    Raises ProviderUnavailable.
    """
    with transaction.atomic():
        report = rebuild(account, since=since or _since(account, now), now=now)
        transaction.set_rollback(True)
    return report


def accept_and_resume(account: ProviderAccount, *, now: datetime) -> None:
    """Lift the stop although rows are missing: a person has looked at every object and takes it upon them.

    What was made until now is not compared again. Nothing is rebuilt, booked, charged or refunded by this.
    """
    settle_here()
    ProviderAccount.objects.filter(pk=account.pk).update(stopped_reason="", trusted_from=now)


def _since(account: ProviderAccount, now: datetime) -> datetime:
    """Early enough to see everything that this database may lack."""
    restored = Installation.objects.values_list("rebuild_from", flat=True).first()
    sent = Attempt.objects.filter(provider_account=account, first_sent_at__isnull=False)
    newest = sent.order_by("-id").values_list("first_sent_at", flat=True).first()
    if newest is None:
        return now - ALL_THAT_COUNTS
    return min(moment - OVERLAP for moment in (restored, newest, now - LOOK_BACK) if moment is not None)
