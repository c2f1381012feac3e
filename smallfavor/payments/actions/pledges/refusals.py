"""Why a change of a pledge can be refused. Nothing has happened then."""

from datetime import date


class PledgeEnded(Exception):
    """Raised when the pledge has ended, or never began."""

    code = "pledge_ended"


class PledgeHeld(Exception):
    """Raised when the reader's bank questions a payment of the pledge: it takes nothing until that is decided."""

    code = "pledge_held"


class WayUnfit(Exception):
    """Raised when this way to pay does not take the pledge's amount at its interval."""

    code = "way_unfit"


class PagesSpent(Exception):
    """Raised when a pledge has opened as many payment pages within a day as any reader could need."""

    code = "pages_spent"


class IntervalRefused(Exception):
    """Raised when a pledge can't recur like that: it is monthly or yearly."""

    code = "interval_refused"


class DateRefused(Exception):
    """Raised when the next charge can't be on that day. `earliest`, `latest`: what can be chosen."""

    code = "date_refused"

    def __init__(self, earliest: date, latest: date) -> None:
        super().__init__(f"from {earliest} to {latest}")
        self.earliest = earliest
        self.latest = latest
