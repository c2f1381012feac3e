"""Who is writing which appeal."""

from datetime import datetime

from smallfavor.appeals.models import Appeal, AppealHold
from smallfavor.appeals.rules.holds import STALE_AFTER, is_stale


def hold_on(appeal: Appeal, *, now: datetime) -> AppealHold | None:
    """Who is writing this appeal, or None."""
    held = AppealHold.objects.select_related("holder").filter(appeal=appeal).first()
    return held if held and not is_stale(held.seen_at, now) else None


def holds_by_appeal(now: datetime) -> dict[int, AppealHold]:
    """All that are being written, by the appeal's key."""
    rows = AppealHold.objects.select_related("holder").filter(seen_at__gt=now - STALE_AFTER)
    return {each.appeal_id: each for each in rows}
