"""Inserts many rows at once by plain SQL, into the columns as the models have them.

A column that the caller does not name gets the model's own default, so that a new one needs no change here.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def insert_rows(
    cursor: Any, model: type[Model], columns: Mapping[str, object], returning: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """Insert one row for each place of the lists among `columns`; what is no list is the same for all rows."""
    lists = tuple(name for name, value in columns.items() if isinstance(value, list))
    alike = {name: value for name, value in columns.items() if not isinstance(value, list)}
    sql, defaults = _unnesting(model, lists, tuple(alike), tuple(returning))
    cursor.execute(sql, [*alike.values(), *defaults, *(columns[name] for name in lists)])
    return cursor.fetchall() if returning else []


def insert_select(cursor: Any, model: type[Model], columns: Mapping[str, str], source: str) -> None:
    """Insert one row for each row of `source` (a FROM clause); `columns` hold SQL expressions over it."""
    defaults = _defaults(model, set(columns))
    names = ", ".join(f'"{name}"' for name in [*columns, *defaults])
    places = ", ".join([*columns.values(), *(_typed(model, name) for name in defaults)])
    cursor.execute(f"INSERT INTO {table(model)} ({names}) SELECT {places} FROM {source}", list(defaults.values()))  # noqa: S608


def table(model: type[Model]) -> str:
    return f'"{model._meta.db_table}"'


@cache
def _unnesting(
    model: type[Model], lists: tuple[str, ...], alike: tuple[str, ...], returning: tuple[str, ...]
) -> tuple[str, list[object]]:
    defaults = _defaults(model, {*lists, *alike})
    names = ", ".join(f'"{name}"' for name in [*alike, *defaults, *lists])
    places = ", ".join([*(_typed(model, name) for name in [*alike, *defaults]), *(f'u."{name}"' for name in lists)])
    arrays = ", ".join(f"{_typed(model, name)}[]" for name in lists)
    aliases = ", ".join(f'"{name}"' for name in lists)
    sql = f"INSERT INTO {table(model)} ({names}) SELECT {places} FROM unnest({arrays}) AS u({aliases})"  # noqa: S608
    return sql + (f" RETURNING {', '.join(returning)}" if returning else ""), list(defaults.values())


def _defaults(model: type[Model], given: set[str]) -> dict[str, object]:
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.column not in given and not field.primary_key and not field.null and not field.generated
    }


def _typed(model: type[Model], column: str) -> str:
    field: Field[Any, Any] = next(field for field in model._meta.concrete_fields if field.column == column)
    return f"%s::{field.db_type(connection)}"
