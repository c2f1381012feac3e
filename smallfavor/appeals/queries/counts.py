"""What the tallies add up to, for the desk and for whoever concludes from them. Reads only counts; there is no person.

Not here: what can be concluded from them (insight) and how many readers a plea would reach (reach.py).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Sum

from smallfavor.appeals.models import ManifestVersion, Tally

GROUPINGS = ("version", "variant", "country", "day")


@dataclass(frozen=True)
class CellCount:
    """How often `event` happened on `day` (the paper's) at a reader's `ordinal`-th view, 1 to 8 (8: the 8th or later).

    `event` is exposed, seen, click, dismiss, remind, or form (the plea's link was followed to the form).
    """

    version: str
    variant: str
    country: str
    event: str
    ordinal: int
    day: date
    count: int


@dataclass(frozen=True)
class Sums:
    """Cells added up. With c_k the times that a k-th view was seen:

    `exposed` readers at their first exposure; `readers` who saw it = c_1; `impressions` = sum of c_k; `squares` = sum
    of (2k-1) c_k, the sum over readers of (views of that reader) squared, from which the variance per reader comes.
    Views after the 8th count as an 8th, so `squares` is a little low for who saw it more often. Of a part of the time,
    `readers` are those whose first view fell into it. `forms` are openings of the form, by one reader perhaps more.
    """

    exposed: int = 0
    readers: int = 0
    impressions: int = 0
    squares: int = 0
    clicks: int = 0
    dismissals: int = 0
    reminders: int = 0
    forms: int = 0


@dataclass(frozen=True)
class ExposureBatch:
    """One day of one manifest: the shares that were published and the first exposures there were, by variant."""

    version: str
    day: date
    shares: Mapping[str, float]
    exposed: Mapping[str, int]


def counts_since(day: date) -> Mapping[str, Mapping[str, int]]:
    """{appeal slug: {event: times}} since `day`, that day included."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = Tally.objects.filter(day__gte=day).values_list("appeal", "event").annotate(times=Sum("count"))
    for appeal, event, times in rows:
        found[appeal][event] = times
    return found


def counts_of(appeal: str, *, since: date | None = None, until: date | None = None) -> Iterator[CellCount]:
    """Every cell of an appeal from `since` to `until`, both included, by day; read as they are asked for."""
    rows = _rows(appeal, since, until).order_by("day", "version", "variant", "country", "event", "ordinal")
    names = ("version", "variant", "country", "event", "ordinal", "day", "count")
    return (CellCount(*row) for row in rows.values_list(*names).iterator(chunk_size=5_000))


def sums_of(
    appeal: str, *, by: Sequence[str] = ("variant",), since: date | None = None, until: date | None = None
) -> dict[tuple[Any, ...], Sums]:
    """Sums of an appeal by the values of `by`, in that order; `by` is one or more of GROUPINGS, or empty for one sum.

    `sums_of("spring", by=("variant", "day"))` is {("control", date(2026, 11, 23)): Sums(...), ...}. Days from `since`
    to `until`, both included. Raises ValueError for another grouping.
    """
    if not set(by) <= set(GROUPINGS):
        raise ValueError(f"tallies are grouped by {', '.join(GROUPINGS)}")
    keys = "".join(f"{name}, " for name in by)
    places = ", ".join(str(number + 1) for number in range(len(by)))
    bounds = " AND ".join(
        ["appeal = %s", *(["day >= %s"] if since else []), *(["day <= %s"] if until else [])]
    )  # only words of ours are put into the statement
    sql = f"SELECT {keys}{_SUMS} FROM appeals_tally WHERE {bounds}" + (f" GROUP BY {places}" if by else "")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [appeal, *(each for each in (since, until) if each)])
        return {row[: len(by)]: Sums(*map(int, row[len(by) :])) for row in cursor.fetchall()}


def exposure_batches(appeal: str, *, since: date | None = None) -> list[ExposureBatch]:
    """What a share check takes: first exposures by version and day, oldest first, of one day in the order in
    which they were first published. `shares` add up to 1.

    A variant that was published and that nobody was exposed to is there with 0. A day and version without any
    exposure is left out, and so is a version that is not known.
    """
    versions = ManifestVersion.objects.order_by("first_published_at", "pk").values_list("version", "shares")
    published = dict(versions)
    turn = {version: number for number, version in enumerate(published)}
    found: dict[tuple[date, str], dict[str, int]] = defaultdict(dict)
    rows = _rows(appeal, since, None).filter(event="exposed").values_list("day", "version", "variant")
    for day, version, variant, times in rows.annotate(times=Sum("count")):
        found[day, version][variant] = times
    batches = []
    for (day, version), exposed in sorted(found.items(), key=lambda item: (item[0][0], turn.get(item[0][1], 0))):
        shares = published.get(version, {}).get(appeal, {})
        whole = sum(shares.values())
        if whole:
            parts = {variant: share / whole for variant, share in shares.items()}
            batches.append(ExposureBatch(version, day, parts, {each: exposed.get(each, 0) for each in parts}))
    return batches


_SUMS = ", ".join(
    f"coalesce(sum({value}) FILTER (WHERE {condition}), 0)"
    for value, condition in (
        ("count", "event = 'exposed'"),
        ("count", "event = 'seen' AND ordinal = 1"),
        ("count", "event = 'seen'"),
        ("count * (2 * ordinal - 1)", "event = 'seen'"),
        ("count", "event = 'click'"),
        ("count", "event = 'dismiss'"),
        ("count", "event = 'remind'"),
        ("count", "event = 'form'"),
    )
)


def _rows(appeal: str, since: date | None, until: date | None) -> QuerySet[Tally]:
    rows = Tally.objects.filter(appeal=appeal)
    if since:
        rows = rows.filter(day__gte=since)
    return rows.filter(day__lte=until) if until else rows
