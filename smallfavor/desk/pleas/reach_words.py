"""How many readers a plea reaches, in words. Not here: the counting (appeals/queries/reach.py)."""

from datetime import datetime

from smallfavor.appeals.queries.reach import reach_of
from smallfavor.appeals.rules.draft import AppealDraft
from smallfavor.core.paper import current_paper


def reach_words(draft: AppealDraft, *, now: datetime) -> list[str]:
    """One sentence with the number, then what the counts can't tell."""
    reach = reach_of(draft.placement, draft.audience, today=current_paper().today(now))
    most, least = reach.readers_a_week_at_most, reach.readers_a_week_at_least
    if most is None or least is None:
        return list(reach.unknown)
    least, most = _rounded(least), _rounded(most)
    who = f"{most:,}" if least == most else f"{least:,} to {most:,}"
    weeks = "last week" if reach.weeks == 1 else f"the last {reach.weeks} weeks"
    counted = f"About {who} reader{'' if most == 1 else 's'} a week at most, by what was seen at this place in {weeks}."
    return [counted, *reach.unknown]


def _rounded(count: int) -> int:
    """Two figures say what an estimate knows."""
    digits = len(str(count)) - 2
    return round(count, -digits) if digits > 0 else count
