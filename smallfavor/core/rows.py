"""Writing many rows with one statement, where row by row would be too slow.

Not here: which rows, and whether they may be written; that is for the actions of each app.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models


def update_rows(model: type[models.Model], types: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> int:
    """Set columns of many rows: each of `rows` is an id and its values, in the order of `types` (column: SQL type).

    Returns how many rows there were. The caller holds their locks.
    """
    if not rows:
        return 0
    table = connection.ops.quote_name(model._meta.db_table)
    names = [connection.ops.quote_name(name) for name in types]
    arrays = ", ".join(["%s::bigint[]", *(f"%s::{kind}[]" for kind in types.values())])
    setting = ", ".join(f"{name} = given.{name}" for name in names)
    sql = (
        f"UPDATE {table} SET {setting} FROM unnest({arrays}) AS given(id, {', '.join(names)})"  # noqa: S608 (names)
        f" WHERE {table}.id = given.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(column) for column in zip(*rows, strict=True)])
        return int(cursor.rowcount)
