"""What is done for tests by themselves: shares that follow what is earned, and the daily check of shares.

Not here: when it is done (insight/tasks.py).
"""

from datetime import datetime

from smallfavor.appeals.actions.testing.note_share_check import note_share_check
from smallfavor.appeals.actions.testing.set_shares import set_shares
from smallfavor.appeals.models import Allocation, AppealTest
from smallfavor.appeals.queries.drafts import published_draft
from smallfavor.appeals.queries.testing import open_tests
from smallfavor.appeals.rules.shares import CONTROL_FLOOR, in_percent, shown_variants
from smallfavor.insight.learning.bandit import next_shares
from smallfavor.insight.results.found import arms_so_far, shares_checked, window_of


def share_out(*, now: datetime) -> list[str]:
    """New shares for every test that the bandit runs; returns the pleas whose shares moved."""
    return [
        test.appeal.slug
        for test in open_tests()
        if test.allocation == Allocation.BANDIT and adapt_shares(test, now=now)
    ]


def adapt_shares(test: AppealTest, *, now: datetime) -> bool:
    """Give more readers to what earns more, and to the control a fifth at least. False where nothing worth it moved.

    Nothing is done while the plea is down, or where its control is not shown any more: there is nothing to hold the
    others against.
    """
    draft = published_draft(test.appeal)
    variants = shown_variants(draft) if draft else []
    if test.control not in variants or len(variants) < 2:
        return False
    arms = arms_so_far(test, variants=variants, now=now)
    parts = next_shares(arms, control=test.control, control_floor=CONTROL_FLOOR)
    return set_shares(test.appeal, in_percent(parts), by="bandit", now=now) is not None


def check_shares(*, now: datetime) -> list[str]:
    """Check every test that is under way; returns the pleas for which an alarm is new."""
    found = []
    for test in open_tests():
        check = shares_checked(test, window_of(test, now))
        if check and note_share_check(test, evidence=check.e_value, alarm=check.alarm, now=now):
            found.append(test.appeal.slug)
    return found
