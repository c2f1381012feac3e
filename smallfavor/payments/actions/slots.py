"""The places of an account: how many calls may be out at once, counted over all workers on all machines.

Each place is an advisory lock of the database's session, so that a worker that is killed gives its places back at once.
Not here: how many calls in a second (pace.py).
"""

import contextlib
from collections.abc import Iterator

from django.db import connection

from smallfavor.payments import providers
from smallfavor.payments.models import ProviderAccount

_SPACE = 0x5AFE  # of all advisory locks, those for places
_MOST = 10_000  # places of one account


@contextlib.contextmanager
def places(account: ProviderAccount, *, wanted: int) -> Iterator[int]:
    """Hold up to `wanted` of the account's free places inside this block; yields how many, 0 where all are taken."""
    first = account.pk * _MOST
    most = min(providers.get(account).limits().concurrency, _MOST)
    held = _take(first, most, wanted)
    try:
        yield len(held)
    finally:
        _give_back(held)


def _take(first: int, most: int, wanted: int) -> list[int]:
    # OFFSET 0 keeps the planner from trying more locks than the limit lets through.
    sql = """
        SELECT place FROM (SELECT generate_series(%s::integer, %s::integer) AS place OFFSET 0) AS all_places
        WHERE pg_try_advisory_lock(%s, place) LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [first, first + most - 1, _SPACE, wanted])
        return [row[0] for row in cursor.fetchall()]


def _give_back(held: list[int]) -> None:
    # A connection that is gone has given them back by itself.
    if held and connection.connection is not None and not connection.needs_rollback:
        with contextlib.suppress(Exception), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, place) FROM unnest(%s::integer[]) AS place", [_SPACE, held])
