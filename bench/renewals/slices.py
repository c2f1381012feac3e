"""Makes pledges due for one run, and looks afterwards whether the run did all of it, once.

What a run left is told in a form that is the same for every engine that does the same: rows for each payment, by
table and state.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from bench.renewals.processor import Processor
from bench.renewals.tables import table
from smallfavor.payments.models import Attempt, Payment, Pledge, ProviderPace

# What tells the rows of a table apart, where it has such columns.
TELLING = ("state", "kind", "operation", "status", "task_name", "type", "reason")
PER_PAYMENT = 0.1  # fewer rows than that are of the whole run: a first account, a clock


class RunWrong(Exception):
    """Raised when a run charged somebody twice, left somebody out, or left a row undecided."""


@dataclass(frozen=True)
class Slice:
    """These pledges are due on `day`, and no others."""

    day: date
    pledges: Sequence[int]


def deal(counts: Sequence[int], days: Sequence[date], *, among: int, chance: random.Random) -> list[Slice]:
    """Make a slice of so many pledges due on each of `days`, from all over the table of `among` pledges."""
    wanted = sum(counts)
    drawn = chance.sample(range(1, among + 1), min(among, wanted * 3 // 2 + 100))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {table(Pledge)} WHERE id = ANY(%s) AND state = 'active'",  # noqa: S608
            [drawn],
        )
        active = {row[0] for row in cursor.fetchall()}
        ids = [number for number in drawn if number in active][:wanted]
        if len(ids) < wanted:
            raise SystemExit(f"{among} pledges are too few for slices of {list(counts)}")
        slices, begin = [], 0
        for count, day in zip(counts, days, strict=True):
            slices.append(Slice(day, ids[begin : begin + count]))
            begin += count
            _make_due(cursor, slices[-1])
        # Due pledges have long been written when their day comes: the next change of each page is logged whole.
        cursor.execute("CHECKPOINT")
    return slices


def _make_due(cursor: Any, part: Slice) -> None:
    cursor.execute(
        f"""
        UPDATE {table(Pledge)} SET anchor = %(day)s, anchor_n = n, next_due = %(day)s,
            last_planned_on = %(day)s::date - CASE "interval" WHEN 'monthly' THEN 30 ELSE 365 END,
            notified_due = CASE "interval" WHEN 'yearly' THEN %(day)s::date END,
            notified_on = CASE "interval" WHEN 'yearly' THEN %(day)s::date - 14 END
        WHERE id = ANY(%(ids)s)
        """,  # noqa: S608
        {"day": part.day, "ids": list(part.pledges)},
    )
    # Rounds stand for months: a card that was charged in earlier ones is not a card that is charged too often. The
    # people of this table have a card each, with their own number.
    cursor.execute(
        f"""
        UPDATE {table(Attempt)} SET first_sent_at = first_sent_at - interval '31 days'
        WHERE instrument_id = ANY(%s) AND first_sent_at > clock_timestamp() - interval '31 days'
        """,  # noqa: S608
        [list(part.pledges)],
    )


@dataclass(frozen=True)
class Left:
    """What a run left: rows for each payment by table and what tells them apart. A row of the run itself is none."""

    rows: Mapping[str, float]


def watched(part: Slice, processor: Processor, run: Callable[[], None]) -> Left:
    """Do the run, then hold the rows against the processor's own record. Raises RunWrong."""
    tables = _numbered_tables()
    before = {name: _newest(name) for name in tables}
    run()
    _check(part, processor, before[Payment._meta.db_table])
    rows: dict[str, float] = {}
    for name, columns in tables.items():
        for told, count in _counted(name, columns, before[name]):
            each = round(count / len(part.pledges), 4)
            if each >= PER_PAYMENT:
                rows[" ".join([name, *told])] = each
    return Left(rows)


def _check(part: Slice, processor: Processor, newest: int) -> None:
    made = Payment.objects.filter(id__gt=newest)
    paid = [str(uuid) for uuid in made.filter(state="paid", paid_entry__isnull=False).values_list("uuid", flat=True)]
    charged = Counter(processor.charged())
    twice = [payment for payment, times in charged.items() if times > 1]
    if twice:
        raise RunWrong(f"{len(twice)} payments were charged more than once, such as {twice[0]}")
    if set(paid) != set(charged) or len(paid) != len(part.pledges):
        raise RunWrong(f"{len(part.pledges)} pledges were due, {len(paid)} payments are paid, {len(charged)} charged")
    if set(made.values_list("pledge_id", flat=True)) != set(part.pledges):
        raise RunWrong("other pledges were charged than were due")
    if Attempt.objects.filter(payment_id__gt=newest).exclude(state="succeeded", lease_until=None).exists():
        raise RunWrong("an attempt was left undecided")
    if Pledge.objects.filter(id__in=part.pledges, next_due__lte=part.day).exists():
        raise RunWrong("a pledge's date did not move on")


def _numbered_tables() -> dict[str, list[str]]:
    """Every table with an id, and those of its columns that tell its rows apart."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT table_name, array_agg(column_name::text) FROM information_schema.columns
            JOIN information_schema.tables USING (table_schema, table_name)
            WHERE table_schema = 'public' AND table_type = 'BASE TABLE' GROUP BY table_name
            HAVING bool_or(column_name = 'id' AND data_type IN ('bigint', 'integer'))
            """
        )
        for name, columns in cursor.fetchall():
            if name == ProviderPace._meta.db_table:
                continue  # one row for an account, not for a payment: the product's alone
            found[name] = [column for column in TELLING if column in columns]
    return found


def _newest(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT coalesce(max(id), 0) FROM "{name}"')  # noqa: S608
        number: int = cursor.fetchone()[0]
    return number


def _counted(name: str, columns: Sequence[str], newest: int) -> list[tuple[list[str], int]]:
    told = ", ".join(f'"{column}"' for column in columns)
    grouped = f" GROUP BY {told}" if columns else " HAVING count(*) > 0"
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT count(*){", " + told if told else ""} FROM "{name}" WHERE id > %s{grouped}',  # noqa: S608
            [newest],
        )
        return [([str(value) for value in row[1:]], row[0]) for row in cursor.fetchall()]
