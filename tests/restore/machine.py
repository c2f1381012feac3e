"""A machine with an installation of its own: data folder, embedded PostgreSQL, our commands as processes."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from sandbox_processor.testing import RunningSandbox, free_port
from smallfavor.core.database import EmbeddedDatabase, server_program

ROOT = Path(__file__).parents[2]
COMMAND_S = 100


@dataclass
class Machine:
    data: Path
    sandbox: RunningSandbox
    port: int = field(default_factory=free_port)

    @property
    def database(self) -> EmbeddedDatabase:
        return EmbeddedDatabase(self.data / "postgres")

    def run(self, *verb: str, fails: bool = False) -> str:
        """Run one command of ours to its end; what it said."""
        return self.python("-m", "smallfavor", *verb, fails=fails)

    def python(self, *arguments: str, fails: bool = False) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self._environment(), capture_output=True, text=True,
            timeout=COMMAND_S, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert (done.returncode != 0) == fails, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr if fails else done.stdout

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        where = {"host": str(self.database.socket_folder), "user": "smallfavor", "dbname": "smallfavor"}
        with psycopg.connect(**where, autocommit=True) as connection:  # type: ignore[arg-type]
            cursor = connection.execute(query, values)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def copy_database(self, host: str, name: str) -> None:
        """Begin with the tables and first rows of the tests' own database: quicker than every migration."""
        where = [*("-U", "smallfavor"), *("-h", str(self.database.socket_folder))]
        dump = subprocess.run(
            [server_program("pg_dump"), "-h", host, "-U", "smallfavor", "-Fc", name], check=True, capture_output=True
        )
        load = [server_program("pg_restore"), *where, "-d", "smallfavor", "--no-owner"]
        subprocess.run(load, input=dump.stdout, check=True)

    def lose_disk(self) -> None:
        """All of it."""
        self.database.stop()
        shutil.rmtree(self.data)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
        return kept | {
            "PYTHONPATH": str(ROOT),
            "DATA": str(self.data),
            "PORT": str(self.port),
            "SANDBOX_URL": self.sandbox.url,
            "SANDBOX_API_KEY": self.sandbox.api_key,
            "SANDBOX_WEBHOOK_SECRET": self.sandbox.webhook_secret,
            "PROVIDERS": "sandbox",
            "LOG_LEVEL": "WARNING",
        }


@contextlib.contextmanager
def machine(sandbox: RunningSandbox) -> Iterator[Machine]:
    """A new machine with an empty database that runs; swept away afterwards."""
    data = Path(tempfile.mkdtemp(prefix="smallfavor-machine-"))
    data.chmod(0o755)  # the server's own user must be able to enter it
    made = Machine(data, sandbox)
    made.database.start(durable=False)
    try:
        yield made
    finally:
        made.database.stop()
        shutil.rmtree(data, ignore_errors=True)
