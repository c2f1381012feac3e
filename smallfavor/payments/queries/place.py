"""Where this database stands, as far as it can tell itself: which server, which database in it, on which machine."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import ProgrammingError, connection, transaction

MACHINE_ID = Path("/etc/machine-id")


def current_place() -> str:
    """A line that another copy of this database does not share, however it was copied.

    The server's own identifier changes when data is dumped and restored, the database's number when it is copied inside
    one server. An embedded server is on one machine with all of its workers: its folder and that machine count too, for
    a folder that was copied as files. With a server elsewhere they don't, since workers run on many machines.
    """
    parts = [f"server {_server()}", f"database {_database()}"]
    if settings.EMBEDDED_DATABASE:
        parts += [f"folder {settings.EMBEDDED_DATABASE.folder}", f"machine {_machine()}"]
    return ", ".join(parts)


def _server() -> str:
    """The cluster's system identifier; a server that does not tell it is known by its database's number alone."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT system_identifier FROM pg_control_system()")
            return str(cursor.fetchone()[0])
    except ProgrammingError:  # no right to ask, or no such function. A broken connection is no answer at all
        return "unknown"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        return str(cursor.fetchone()[0])


def _machine() -> str:
    """A digest: the id itself is the machine's secret."""
    try:
        text = MACHINE_ID.read_text(encoding="ascii").strip()
    except OSError:
        return "unknown"
    return hashlib.sha256(f"smallfavor|{text}".encode()).hexdigest()[:16] if text else "unknown"
