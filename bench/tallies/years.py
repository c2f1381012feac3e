"""Years of counts in the table, and how long the questions take that the desk asks of them.

Not here: how counts come in (report.py).
"""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import connection

from smallfavor.appeals.queries.counts import counts_of, counts_since, exposure_batches, sums_of
from smallfavor.appeals.queries.reach import reach_of
from smallfavor.appeals.rules.draft import Audience
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper

APPEALS = 10
RUNS = 5
# One of the appeals is that of the benchmark itself; each has a new manifest every day.
FILL = """
    INSERT INTO appeals_tally (day, version, appeal, variant, country, event, ordinal, count)
    SELECT day::date, 'v' || to_char(day, 'YYYYMMDD'), appeal, variant, country, event, ordinal, 1000 / ordinal
    FROM generate_series(%(today)s::date - %(days)s, %(today)s::date - 1, interval '1 day') AS day,
         (SELECT 'spring' UNION ALL SELECT 'plea-' || n FROM generate_series(2, %(appeals)s) AS n) AS pleas (appeal),
         (VALUES ('control'), ('bold')) AS wordings (variant),
         (VALUES ('LV'), ('EE'), ('LT'), ('DE'), ('GB'), ('PL'), ('US'), ('')) AS countries (country),
         (SELECT 'seen', n FROM generate_series(1, 8) AS n
          UNION ALL VALUES ('exposed', 1), ('click', 1), ('click', 2), ('dismiss', 1), ('remind', 1), ('form', 1))
             AS happened (event, ordinal)
"""
VERSIONS = """
    INSERT INTO appeals_manifestversion (version, shares, first_published_at, last_published_at)
    SELECT DISTINCT version, '{"spring": {"control": 1, "bold": 1}}'::jsonb, day, day FROM appeals_tally
    WHERE version LIKE 'v2%%'
"""


def years(count: float) -> dict[str, float]:
    """Fill in `count` years and ask everything; milliseconds are the median of a few runs."""
    today = current_paper().today(utcnow())
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"today": today, "days": round(365 * count), "appeals": APPEALS})
        rows = cursor.rowcount
        cursor.execute(VERSIONS, {})
        cursor.execute("VACUUM ANALYZE appeals_tally")
        cursor.execute("SELECT pg_total_relation_size('appeals_tally')")
        size_bytes = cursor.fetchone()[0]
    lately = today - timedelta(days=90)
    asked = {
        "sums_by_variant_ms": _ms(lambda: sums_of("spring")),
        "sums_by_variant_and_day_ms": _ms(lambda: sums_of("spring", by=("variant", "day"))),
        "sums_by_country_90_days_ms": _ms(lambda: sums_of("spring", by=("variant", "country"), since=lately)),
        "exposure_batches_ms": _ms(lambda: exposure_batches("spring")),
        "all_appeals_90_days_ms": _ms(lambda: counts_since(lately)),
        "reach_ms": _ms(lambda: reach_of("epic", Audience(countries=("@baltic",)), today=today)),
    }
    whole = {"every_cell_of_an_appeal_ms": _ms(lambda: sum(1 for _ in counts_of("spring")))}
    return {
        "years": count, "years_rows": rows, "years_table_mb": round(size_bytes / 1e6), **asked, **whole,
        "slowest_question_ms": max(asked.values()),
    }  # fmt: skip


def _ms(ask: Callable[[], object]) -> float:
    taken = []
    for _run in range(RUNS):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return round(sorted(taken)[RUNS // 2], 1)
