"""Lets an account send again that was stopped: by its provider's refusal, or because rows were missing here."""

from datetime import datetime, timedelta

from smallfavor.payments.actions.compare_newest import missing_here
from smallfavor.payments.models import ProviderAccount

LOOK_BACK = timedelta(days=35)


class RowsMissing(Exception):
    """Raised when the provider has objects of ours that this database does not know; `count` of them."""

    code = "rows_missing"

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} objects of ours are unknown to this database")
        self.count = count


def resume_account(account: ProviderAccount, *, now: datetime) -> None:
    """Lift the stop, after comparing the last 35 days of the provider's record with this database.

    Raises RowsMissing, ProviderUnavailable; the account stays stopped then.
    """
    missing = missing_here(account, since=now - LOOK_BACK, now=now)
    if missing:
        raise RowsMissing(len(missing))
    ProviderAccount.objects.filter(pk=account.pk).update(stopped_reason="")


def accept_and_resume(account: ProviderAccount, *, now: datetime) -> None:
    """Lift the stop although rows are missing: a person has looked at every object and takes it upon them.

    What was made until now is not compared again. Nothing is rebuilt, booked, charged or refunded by this.
    """
    ProviderAccount.objects.filter(pk=account.pk).update(stopped_reason="", trusted_from=now)
