"""PostgreSQL's own programs, from the wheel, on the database that the settings name. Their data flows through pipes."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

from django.db import connection

from smallfavor.core.database import server_program

PIPE_BYTES = 256 * 1024


class ProgramFailed(Exception):
    """Raised when one of PostgreSQL's programs ends badly; the message has its last words."""


@contextmanager
def running(program: str, *arguments: str, **pipes: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """Run one of them; whatever happens inside the block, it has ended after it."""
    process = subprocess.Popen(
        [str(server_program(program)), *arguments], env=_environment(), stderr=subprocess.PIPE, cwd="/", **pipes
    )
    try:
        yield process
    except BaseException:
        process.kill()
        raise
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


def dump(*options: str) -> Iterator[bytes]:
    """A dump in the server's own format, block by block, without what is kept for hours alone. Raises ProgramFailed."""
    fixed = ("--format=custom", "--no-owner", "--no-privileges", "--no-unlogged-table-data")
    with running("pg_dump", *fixed, *options, stdout=subprocess.PIPE) as p:
        assert p.stdout is not None  # noqa: S101 (asked for above)
        while block := p.stdout.read(PIPE_BYTES):
            yield block
        check_ended_well(p, "pg_dump")


def check_ended_well(process: "subprocess.Popen[bytes]", name: str) -> None:
    """Wait for its end. Raises ProgramFailed. Its words are few: they fit into the pipe."""
    said = process.stderr.read() if process.stderr is not None else b""
    if process.wait() != 0:
        raise ProgramFailed(f"{name} failed: {said.decode(errors='replace').strip()[-500:]}")


def feed(pipe: IO[bytes] | None, blocks: Iterator[bytes]) -> None:
    """Write all blocks into the pipe and close it; a program that has had enough ends it."""
    assert pipe is not None  # noqa: S101 (asked for by the caller)
    with suppress(BrokenPipeError):
        for block in blocks:
            pipe.write(block)
    with suppress(BrokenPipeError):
        pipe.close()


def _environment() -> dict[str, str]:
    """Where the database is, told to the programs as they like it; a password never stands on a command line."""
    wanted = connection.settings_dict
    told = {
        "PGHOST": wanted["HOST"],
        "PGPORT": wanted["PORT"],
        "PGUSER": wanted["USER"],
        "PGPASSWORD": wanted["PASSWORD"],
        "PGDATABASE": wanted["NAME"],
        "PGSSLMODE": (wanted.get("OPTIONS") or {}).get("sslmode", ""),
    }
    return {
        "PATH": os.environ.get("PATH", "/usr/bin"),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        **{name: str(value) for name, value in told.items() if value},
    }
