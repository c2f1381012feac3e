"""Keeps what the newest check of shares said of a test. The alarm stays until the test ends.

Not here: the check itself (insight/learning/share_check.py).
"""

from datetime import datetime

from smallfavor.appeals.models import AppealTest

EVIDENCE_MAX = 1e300  # what a column holds; more says no more


def note_share_check(test: AppealTest, *, evidence: float, alarm: bool, now: datetime) -> bool:
    """True when the alarm is new. A test that has ended is left as it is."""
    rows = AppealTest.objects.filter(pk=test.pk, ended_at__isnull=True)
    rows.update(share_evidence=min(evidence, EVIDENCE_MAX), share_checked_at=now)
    return alarm and rows.filter(alarmed_at__isnull=True).update(alarmed_at=now) > 0
