"""How many readers a plea at a placement would reach, as far as the tallies of the last four weeks can say.

Tallies know no reader, so the answer is a range. Not here: how the desk shows it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from statistics import mean

from django.db.models import Sum

from smallfavor.appeals.models import Appeal, Tally
from smallfavor.appeals.rules.draft import Audience
from smallfavor.appeals.rules.groups import expanded
from smallfavor.appeals.rules.tallies import ORDINAL_MAX

WEEKS = 4

_PARTS = {
    "sections": "sections", "not_sections": "sections", "topics": "topics", "not_topics": "topics",
    "articles": "single articles", "not_articles": "single articles", "languages": "languages",
    "not_languages": "languages", "devices": "devices", "segments": "segments", "not_segments": "segments",
    "referrers": "where readers come from", "consent": "consent", "reading": "how much somebody reads",
    "signed_in": "who is signed in", "left_form": "who left the form",
}  # fmt: skip
_BY_COUNTRY = ("countries", "not_countries")
_NOTHING_YET = "No plea has stood here for a whole week yet, so nothing is known of its readers."
_UNCOUNTED = (
    "Readers who saw no plea here are not counted: those who were at their cap, held back, asked to be left alone, or "
    "gave no consent."
)


@dataclass(frozen=True)
class CountryReach:
    """Readers a week of one country ("": unknown)."""

    country: str
    at_least: int
    at_most: int


@dataclass(frozen=True)
class Reach:
    """Readers who were shown a plea at this placement in an average week, and on an average day.

    Nobody knows who saw it twice: `at_most` takes every view for another reader, `at_least` those that can't be the
    same one (the most views with one ordinal of one appeal). All None while no whole week has been counted. `weeks` is
    how many were (at most 4); `by` has the countries of the audience, the largest first; `unknown` are sentences about
    what the tallies can't tell. Where it is not empty, fewer readers may be reached, and by the last one more.
    """

    readers_a_week_at_most: int | None
    readers_a_week_at_least: int | None
    readers_a_day_at_most: int | None
    weeks: int
    by: tuple[CountryReach, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class _Views:
    """Times that an `ordinal`-th view of `appeal` was seen, `weeks_ago` (0: the seven days before today)."""

    weeks_ago: int
    appeal: str
    country: str
    ordinal: int
    times: int


def reach_of(placement: str, audience: Audience, *, today: date) -> Reach:
    """The reach of a plea at `placement` for `audience`. `today` is the paper's day; it is not over, so not counted.

    Of the audience only the countries are known to tallies; whatever else it names is told in `unknown`.
    """
    views = _views(placement, today)
    weeks = _whole_weeks(placement, today)
    unknown = _unknown_of(audience)
    if not weeks:
        return Reach(None, None, None, 0, (), (*unknown, _NOTHING_YET))
    asked = [each for each in views if each.weeks_ago < weeks and _is_asked(audience, each.country)]
    countries = {each.country for each in asked}
    by = [
        CountryReach(country, *_range([each for each in asked if each.country == country], weeks))
        for country in countries
    ]
    at_least, at_most = _range(asked, weeks)
    return Reach(
        readers_a_week_at_most=at_most,
        readers_a_week_at_least=at_least,
        readers_a_day_at_most=round(sum(each.times for each in asked) / (7 * weeks)),
        weeks=weeks,
        by=tuple(sorted(by, key=lambda each: (-each.at_most, each.country))),
        unknown=(*unknown, _UNCOUNTED),
    )


def _range(views: Iterable[_Views], weeks: int) -> tuple[int, int]:
    """Readers of an average week: at least, at most."""
    most = [0] * weeks
    same: list[dict[tuple[str, int], int]] = [defaultdict(int) for _ in range(weeks)]
    for each in views:
        most[each.weeks_ago] += each.times
        # A reader sees an appeal for the third time once; "8" is also the ninth time, of the same reader perhaps.
        if each.ordinal < ORDINAL_MAX:
            same[each.weeks_ago][each.appeal, each.ordinal] += each.times
    return round(mean(max(week.values(), default=0) for week in same)), round(mean(most))


def _views(placement: str, today: date) -> list[_Views]:
    rows = (
        Tally.objects.filter(
            appeal__in=_appeals(placement), event="seen", day__gte=today - timedelta(weeks=WEEKS), day__lt=today
        )
        .values_list("day", "appeal", "country", "ordinal")
        .annotate(times=Sum("count"))
    )
    return [_Views(((today - day).days - 1) // 7, *rest) for day, *rest in rows]


def _whole_weeks(placement: str, today: date) -> int:
    """How many of the last weeks lie wholly after the first view that was ever counted here."""
    first = (
        Tally.objects.filter(appeal__in=_appeals(placement), event="seen").order_by("day").values_list("day").first()
    )
    return min(WEEKS, max(0, (today - first[0]).days) // 7) if first else 0


def _appeals(placement: str) -> list[str]:
    """Every appeal of this placement, archived ones too."""
    return list(Appeal.objects.filter(placement=placement).values_list("slug", flat=True))


def _is_asked(audience: Audience, country: str) -> bool:
    """As in the browser: where countries are named, a reader of an unknown one is not asked."""
    wanted = expanded(audience.countries)
    return (not wanted or country in wanted) and country not in expanded(audience.not_countries)


def _unknown_of(audience: Audience) -> list[str]:
    """A sentence about the parts of the audience that no tally knows; none where only countries are named."""
    plain = Audience()
    set_parts = [each.name for each in fields(audience) if getattr(audience, each.name) != getattr(plain, each.name)]
    words = sorted({_PARTS.get(name, name.replace("_", " ")) for name in set_parts if name not in _BY_COUNTRY})
    return [f"Readers are not counted by {_listed(words)}: the plea reaches only a part of these."] if words else []


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
