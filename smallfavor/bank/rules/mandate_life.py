"""How long a mandate lives and how long its evidence is kept. SEPA Core rulebook, 4.1 and 4.3.4."""

from datetime import date, datetime, timedelta

from smallfavor.core.clock import add_months

UNUSED_MONTHS = 36
# An unauthorised debit can be claimed back for 13 months; a month more for the bank's own time.
EVIDENCE_MONTHS = 14


def is_unused(*, signed_on: date, last_used_on: date | None, today: date) -> bool:
    """True when nothing was asked for under the mandate for 36 months: then it has ended."""
    return add_months(last_used_on or signed_on, UNUSED_MONTHS) <= today


def evidence_ends(last: datetime) -> datetime:
    """Until when a bank may ask us to prove a debit of that moment."""
    return last + timedelta(days=EVIDENCE_MONTHS * 31)
