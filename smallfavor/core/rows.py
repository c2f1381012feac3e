"""Writing many rows with one statement, where row by row would be too slow. The rows travel as one JSON text.

Not here: which rows, and whether they may be written; that is for the actions of each app.
"""

import functools
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

Row = Mapping[str, Any]


def insert_rows(model: type[models.Model], rows: Sequence[Row], *, returning: Sequence[str] = ()) -> list[Any]:
    """Insert rows of one table: column names and values, the same names in each. What isn't named has its default.

    Returns the columns `returning` of every row, in no order.
    """
    if not rows:
        return []
    sql, defaults = _inserting(model, tuple(rows[0]), tuple(returning))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*defaults, _as_json(rows)])
        return cursor.fetchall() if returning else []


def update_rows(model: type[models.Model], rows: Sequence[Row]) -> int:
    """Set columns of many rows: each of `rows` names its `id` and the new values, the same names in each.

    Returns how many there were. The caller holds their locks.
    """
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_updating(model, tuple(rows[0])), [_as_json(rows)])
        return int(cursor.rowcount)


def row_of(unsaved: models.Model) -> dict[str, Any]:
    """A model that was never saved, as a row for `insert_rows`."""
    fields = unsaved._meta.concrete_fields
    return {field.column: getattr(unsaved, field.attname) for field in fields if not field.primary_key}


@functools.cache
def _inserting(
    model: type[models.Model], names: tuple[str, ...], returning: tuple[str, ...]
) -> tuple[str, tuple[object, ...]]:
    defaults = {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.column not in names and not field.primary_key and not field.null
    }
    columns = ", ".join(f'"{name}"' for name in (*defaults, *names))
    values = ", ".join((*(f"%s::{_type(model, name)}" for name in defaults), *(f'given."{name}"' for name in names)))
    sql = f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {values} FROM {_given(model, names)}'  # noqa: S608
    if returning:
        sql += " RETURNING " + ", ".join(f'"{name}"' for name in returning)
    return sql, tuple(defaults.values())


@functools.cache
def _updating(model: type[models.Model], names: tuple[str, ...]) -> str:
    table = model._meta.db_table
    setting = ", ".join(f'"{name}" = given."{name}"' for name in names if name != "id")
    return f'UPDATE "{table}" SET {setting} FROM {_given(model, names)} WHERE "{table}".id = given.id'  # noqa: S608


def _given(model: type[models.Model], names: Sequence[str]) -> str:
    typed = ", ".join(f'"{name}" {_type(model, name)}' for name in names)
    return f"json_to_recordset(%s) AS given({typed})"


def _type(model: type[models.Model], column: str) -> str:
    field = next(field for field in model._meta.concrete_fields if field.column == column)
    # A key's own type makes numbers; here it takes them.
    return str(field.rel_db_type(connection) if field.primary_key else field.db_type(connection))


def _as_json(rows: Sequence[Row]) -> str:
    return json.dumps(rows, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> str:
    match value:
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes():
            return "\\x" + value.hex()
        case _:
            raise TypeError(f"{type(value).__name__} is no column's value")
