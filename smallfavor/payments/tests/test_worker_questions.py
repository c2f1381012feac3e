"""What the worker asks every second must not cost more with the years: no question reads a whole table."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test.utils import CaptureQueriesContext

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.drive import Driver
from smallfavor.payments.actions.plan_renewals import due_pledges
from smallfavor.payments.models import ProviderObject

# They grow with every payment or supporter, for ever.
GROWING = {
    "payments_pledge", "payments_payment", "payments_attempt", "payments_providerobject", "payments_statechange",
    "payments_instrument", "payments_instrumentsetup", "payments_inboxevent", "payments_receipt", "ledger_entry",
    "ledger_transfer", "supporters_supporter", "procrastinate_jobs",
}  # fmt: skip

# When the last call left is asked once in a worker's life, and found among the newest rows.
ONCE = 'SELECT "payments_attempt"."first_sent_at"'


def test_no_question_of_a_round_reads_a_whole_table(begin_pledge, provider, account, now) -> None:
    """Asked of the database's planner, for a round that charges somebody and for one that finds nothing to do."""
    pledge = begin_pledge()
    asked: dict[str, None] = {}
    with Driver(concurrency=1) as driver:
        for today in (pledge.next_due, current_paper().today(now)):
            with CaptureQueriesContext(connection) as captured:
                driver.round(today=today, now=now)
            questions = (one["sql"] for one in captured if one["sql"].lstrip().startswith(("SELECT", "WITH")))
            asked |= dict.fromkeys(sql for sql in questions if ONCE not in sql)
    assert len(provider.successes) == 2
    assert [fault for sql in asked for fault in _whole_reads(sql)] == []


def test_due_pledges_are_found_without_a_join(account, now) -> None:
    """With one, the planner has read every instrument for each batch: at two million pledges, never on small tables."""
    assert " JOIN " not in str(due_pledges(current_paper().today(now)).query)


def test_a_comparison_reads_only_what_was_made_in_its_days(account, now) -> None:
    lately = ProviderObject.objects.filter(provider_account=account, created_at__gte=now - timedelta(days=35))
    assert "provider_object_when" in lately.values_list("object_id").explain()


def test_a_whole_read_is_seen() -> None:
    [fault] = _whole_reads("SELECT id FROM payments_pledge WHERE language = 'en'")
    assert fault.startswith("payments_pledge is read whole")


@pytest.fixture(autouse=True)
def indexes_wherever_possible(db: None) -> None:
    """On tables this small the planner would read them whole anyway."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


def _grow(cursor: CursorWrapper) -> None:
    """For the planner alone: as if ten million rows stood on each page. Rolled back with the test."""
    cursor.execute("UPDATE pg_class SET reltuples = 1e7, relpages = 1 WHERE relname = ANY(%s)", [list(GROWING)])


def _whole_reads(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        _grow(cursor)
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        [[plan]] = cursor.fetchall()
    tree = plan if isinstance(plan, list) else json.loads(plan)
    return [f"{table} is read whole by: {sql[:400]}" for table in _read_whole(tree[0]["Plan"])]


def _read_whole(node: dict[str, Any]) -> Iterator[str]:
    table = node.get("Relation Name", "")
    reads = node["Node Type"] != "Bitmap Heap Scan" and (table in GROWING or node["Node Type"] == "Bitmap Index Scan")
    index = node.get("Index Name", "")
    if reads and "Index Cond" not in node and not (index and _is_partial(index)):
        yield table or index
    for child in node.get("Plans", []):
        yield from _read_whole(child)


def _is_partial(index: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indpred IS NOT NULL FROM pg_index WHERE indexrelid = %s::regclass", [f'"{index}"'])
        [partial] = cursor.fetchone()
    return bool(partial)
