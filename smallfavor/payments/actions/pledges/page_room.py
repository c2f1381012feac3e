"""How many payment pages a pledge opens in a day: its links are for its reader's cards, not for trying out strangers'.

Not here: the pages of the form, which the guard watches (actions/guard).
"""

from datetime import datetime, timedelta

from smallfavor.payments.actions.pledges.refusals import PagesSpent
from smallfavor.payments.models import Attempt, AttemptOperation, Pledge

PAGES_A_DAY = 6  # each is open for hours and opened again as itself: a reader needs one or two
DAY = timedelta(days=1)


def check_page_room(pledge: Pledge, *, now: datetime) -> None:
    """Asked before another page is planned, with the pledge locked; both kinds count. Raises PagesSpent."""
    since = now - DAY
    confirming = Attempt.objects.filter(
        payment__pledge=pledge, payment__period__gt=0, operation=AttemptOperation.CHECKOUT, created_at__gt=since
    )
    if pledge.setups.filter(created_at__gt=since).count() + confirming.count() >= PAGES_A_DAY:
        raise PagesSpent(str(pledge))
