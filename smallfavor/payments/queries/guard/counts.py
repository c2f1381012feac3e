"""What the guard's purses hold, what the last minutes were like, and what is usual. Set-based; `now` is passed in."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from smallfavor.payments.models import GuardAlert, GuardTry, HeldCheckout
from smallfavor.payments.rules.guard import BURST_S, HOUR_S, RECENT_S, WINDOW_S, Alert, Kind, Purse, Recent, Usual

USUAL_DAYS = 14
BUSY = 0.9  # the busy hour is the one that nine of ten hours do not exceed

# What came to nothing so far: every card but the one that paid.
_SPENT = "COALESCE(SUM(t.cards - (t.state = 'paid')::int), 0)"
# With the first card: who tries several until one works earns nothing by it.
_GOOD = "COUNT(*) FILTER (WHERE t.state = 'paid' AND t.cards = 1)"
_PURSES = f"""
    SELECT p.name, {_SPENT}, {_GOOD}
    FROM unnest(%s::varchar[]) AS p(name)
    JOIN payments_guardtry t ON t.purses @> ARRAY[p.name] AND t.begun_at > %s
    GROUP BY p.name
"""  # noqa: S608
_RECENT = f"""
    SELECT {_SPENT}, {_GOOD},
           COALESCE(SUM(t.cards - (t.state = 'paid')::int) FILTER (WHERE t.is_small), 0),
           COUNT(*) FILTER (WHERE t.state = 'paid' AND t.cards = 1 AND t.is_small),
           COUNT(*) FILTER (WHERE t.begun_at > %s)
    FROM payments_guardtry t WHERE t.begun_at > %s
"""  # noqa: S608
_USUAL = """
    SELECT COALESCE(percentile_disc(%s) WITHIN GROUP (ORDER BY checkouts), 0),
           COALESCE(SUM(paid), 0), COALESCE(SUM(spoiled), 0)
    FROM payments_guardhour WHERE begun_at > %s
"""


def purses_of(names: Mapping[Kind, Sequence[str]], *, now: datetime) -> dict[Kind, Purse]:
    """Each purse within the last hour, under whichever of its names it was counted; and everybody's."""
    since = now - timedelta(seconds=WINDOW_S)
    with connection.cursor() as cursor:
        cursor.execute(_PURSES, [[name for every in names.values() for name in every], since])
        found = {str(name): (int(spent), int(good)) for name, spent, good in cursor.fetchall()}
        cursor.execute(
            "SELECT COUNT(*) FROM payments_guardtry WHERE state = 'paid' AND cards = 1 AND begun_at > %s", [since]
        )
        everybody = Purse(good=int(cursor.fetchone()[0]))
    return {kind: _added(found, every) for kind, every in names.items()} | {Kind.ALL: everybody}


def _added(found: Mapping[str, tuple[int, int]], names: Sequence[str]) -> Purse:
    held = [found.get(name, (0, 0)) for name in names]
    return Purse(sum(spent for spent, _ in held), sum(good for _, good in held))


def recent(*, now: datetime) -> Recent:
    with connection.cursor() as cursor:
        cursor.execute(_RECENT, [now - timedelta(seconds=BURST_S), now - timedelta(seconds=RECENT_S)])
        spent, good, small_spent, small_good, burst = map(int, cursor.fetchone())
    return Recent(Purse(spent, good), Purse(small_spent, small_good), burst)


def usual(*, now: datetime) -> Usual:
    """Of the last two weeks' hours without an alert, or CHECKOUTS_USUAL where that is more. A paper without a past is
    taken to be small."""
    with connection.cursor() as cursor:
        cursor.execute(_USUAL, [BUSY, now - timedelta(days=USUAL_DAYS)])
        busy, paid, spoiled = map(int, cursor.fetchone())
    per_hour = float(max(busy, settings.CHECKOUTS_USUAL))
    return Usual(per_hour, spoiled / paid) if paid else Usual(per_hour)


def alert_ends(*, now: datetime) -> dict[str, datetime]:
    """Until when the alert is on, by scope; a scope without one is left out."""
    return dict(GuardAlert.objects.filter(until__gt=now).values_list("scope", "until"))


def alert_now(*, now: datetime) -> Alert:
    ends = alert_ends(now=now)
    return Alert(all="all" in ends, small="small" in ends)


def alert_row(*, now: datetime) -> GuardAlert | None:
    """The alert that is on, of everybody before that of small amounts; for the desk and the doctor."""
    return GuardAlert.objects.filter(until__gt=now).order_by("scope").first()


def counted_hour(start: datetime) -> tuple[int, int, int]:
    """Checkouts, payments, and cards that came to nothing, of the hour from `start`."""
    tries = GuardTry.objects.filter(begun_at__gte=start, begun_at__lt=start + timedelta(seconds=HOUR_S))
    rows = list(tries.values_list("cards", "state"))
    paid = sum(state == "paid" for _, state in rows)
    return len(rows), paid, sum(cards for cards, _ in rows) - paid


def mails_asked(names: Sequence[str], *, now: datetime) -> int:
    """How many mailed links this sender, or this mail domain, asked for within the last hour."""
    held = HeldCheckout.objects.filter(held_at__gt=now - timedelta(seconds=WINDOW_S))
    return held.filter(purses__overlap=list(names)).count()
