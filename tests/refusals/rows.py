"""One digest of all rows that an outsider could want to change; and how a table of refusals is walked through."""

from collections.abc import Callable, Iterable

from django.apps import apps
from django.db import connection

from smallfavor.core.refusals import HEADER

APPS = ("payments", "ledger", "supporters", "reminders", "core", "auth", "procrastinate")


def digest() -> dict[str, str]:
    """Table by table, what all its rows say."""
    tables = sorted({model._meta.db_table for label in APPS for model in apps.get_app_config(label).get_models()})
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT count(*) || ' ' || md5(coalesce(string_agg(row::text, '|' ORDER BY row::text), ''))"
                f" FROM {connection.ops.quote_name(table)} AS row"
            )
            found[table] = cursor.fetchone()[0]
    return found


def walk(rows: Iterable[tuple[str, Callable[[], object], int, str]]) -> list[str]:
    """Send each row; what went otherwise than the table says, in words.

    A row: what is wrong, the sending of it (a response), the expected status and the code in the answer's header.
    """
    wrong = []
    before = digest()
    assert len(before) > 15
    for name, send, status, code in rows:
        response = send()
        got = (response.status_code, response.headers.get(HEADER, ""))  # type: ignore[attr-defined]
        if got != (status, code):
            wrong.append(f"{name}: {got} in place of {(status, code)}")
        after = digest()
        wrong += [f"{name}: {table} has changed" for table in before if before[table] != after[table]]
        before = after
    return wrong


def walk_calls(rows: Iterable[tuple[str, Callable[[], object], str]]) -> list[str]:
    """The same for actions: each call raises an exception with this `code`."""
    wrong = []
    before = digest()
    for name, call, code in rows:
        try:
            call()
        except Exception as error:
            got = getattr(error, "code", type(error).__name__)
        else:
            got = "nothing was refused"
        if got != code:
            wrong.append(f"{name}: {got} in place of {code}")
        after = digest()
        wrong += [f"{name}: {table} has changed" for table in before if before[table] != after[table]]
        before = after
    return wrong
