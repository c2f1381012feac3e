"""The paper that this installation serves: its name, zone and colour, as templates and mails know them.

Not here: the settings themselves (config/settings.py).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Paper:
    name: str
    founded: int
    zone: ZoneInfo
    accent: str
    country: str
    statement_name: str
    base_url: str
    discreet: bool

    def today(self, now: datetime) -> date:
        """The paper's own date at `now` (aware)."""
        return now.astimezone(self.zone).date()

    def moment_on(self, day: date, *, now: datetime) -> datetime:
        """When something of that day happened, of which only the day is known: at its noon here; of today, now."""
        return datetime.combine(day, time(12), self.zone).astimezone(UTC) if day < self.today(now) else now

    def years(self, now: datetime) -> int:
        """Full calendar years since the paper was founded."""
        return self.today(now).year - self.founded


def current_paper() -> Paper:
    return Paper(
        name=settings.PAPER_NAME,
        founded=settings.PAPER_FOUNDED,
        zone=ZoneInfo(settings.PAPER_TIME_ZONE),
        accent=settings.PAPER_ACCENT,
        country=settings.PAPER_COUNTRY,
        statement_name=settings.PAPER_STATEMENT_NAME,
        base_url=settings.BASE_URL,
        discreet=settings.DISCREET,
    )


def context(request: HttpRequest) -> dict[str, object]:
    """Template context: `paper`."""
    return {"paper": current_paper()}
