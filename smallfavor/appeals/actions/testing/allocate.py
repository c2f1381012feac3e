"""Changes how a test shares readers out while it runs. Its answers stay true: every manifest says its own shares."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.publish_manifest import publish_manifest_on_commit
from smallfavor.appeals.actions.refusals import Actor, require_publisher
from smallfavor.appeals.actions.testing.end import NoTestUnderWay
from smallfavor.appeals.actions.testing.set_shares import set_shares
from smallfavor.appeals.models import Allocation, Appeal, AppealTest


@transaction.atomic
def allocate(appeal: Appeal, allocation: str, *, shares: Mapping[str, int], actor: Actor, now: datetime) -> AppealTest:
    """Share readers out by `allocation` from now on. `shares` by variant are what is set now, in each case: by hand,
    even, or where the bandit begins.

    Raises NotAllowed, NotLive, NoTestUnderWay, SharesInvalid; nothing has changed then.
    """
    require_publisher(actor)
    test = AppealTest.objects.select_for_update().filter(appeal=appeal, ended_at__isnull=True).first()
    if test is None:
        raise NoTestUnderWay(appeal.slug)
    if test.allocation != Allocation(allocation):
        test.allocation = Allocation(allocation)
        test.save(update_fields=["allocation"])
        publish_manifest_on_commit(now=now)  # with the bandit readers move by weeks, else they stay
    set_shares(appeal, shares, by="hand", actor=actor, now=now)
    return test
