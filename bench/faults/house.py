"""One paper under test: a database in the harness's cluster, its account at a payment processor, its processes.

Not here: what is done to it (trial.py, soak.py) and what must be true of it afterwards (books.py).
"""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import psycopg

from bench.faults.cluster import PLACE, Cluster, own_cluster
from bench.faults.processes import Child, Nursery
from bench.faults.processors import USUAL, Processor, processor_named
from sandbox_processor.testing import free_port

TEMPLATE = "smallfavor"
# Readers of a test come from one address, many at once: no attack (docs/security.md).
MANY_AT_ONCE = {"CHECKOUTS_USUAL": "100000"}
# When the harness let a period of a pledge fall due: written in the same transaction, so that a kill can't part them.
FALLEN_DUE = """
CREATE TABLE IF NOT EXISTS harness_fallen_due (
    pledge uuid NOT NULL, period integer NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (pledge, period))
"""
FALL_DUE = """
WITH fallen AS (
    UPDATE payments_pledge SET anchor = current_date, anchor_n = n, next_due = current_date, last_planned_on = NULL
    WHERE uuid = ANY(%s::uuid[]) AND state = 'active' AND (%s OR next_due > current_date + 1) RETURNING uuid, n)
INSERT INTO harness_fallen_due (pledge, period)
SELECT uuid, greatest(n, (SELECT 1 + max(period) FROM harness_fallen_due WHERE pledge = uuid)) FROM fallen
RETURNING pledge
"""


@dataclass
class House:
    """`database` and `installation` are its own; cluster, processor and nursery may be shared with others."""

    cluster: Cluster
    nursery: Nursery
    processor: Processor
    database: str
    scale: str
    installation: str = ""
    port: int = 0
    workers: list[Child] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        """What the web process has logged, for a reader who was not taken."""
        return self.nursery.said("web")

    @property
    def webhooks(self) -> str:
        """Where the processor's events go."""
        return f"{self.url}/payments/webhooks/{self.processor.name}/"

    def make_pledges(self, tokens: list[str], amounts: list[int]) -> list[str]:
        """One monthly pledge for each saved card; their uuids."""
        account = self.processor.name
        made = self.nursery.job("make_pledges", self.database, account=account, tokens=tokens, amounts=amounts)
        return [str(uuid) for uuid in made]

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement, committed; the rows that it gives."""
        with psycopg.connect(self.cluster.conninfo(self.database), autocommit=True) as connection:
            cursor = connection.execute(query, values or None)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def fall_due(self, pledges: Sequence[str], *, though_planned: bool = True) -> list[str]:
        """Let the next period of each of these pledges fall due today; those that could.

        Without `though_planned`: only where the last one has been planned. With it, a month has passed all the same.
        """
        return [str(row[0]) for row in self.sql(FALL_DUE, list(pledges), though_planned)]

    def start_worker(self, *, mutant: str = "", crash_at: str = "") -> Child:
        child = self.nursery.start("worker", self.database, scale=self.scale, mutant=mutant, crash_at=crash_at)
        self.workers = [*(worker for worker in self.workers if worker.runs), child]
        return child

    def start_web(self, *, mutant: str = "", crash_at: str = "") -> Child:
        return self.nursery.start(
            "web", self.database, scale=self.scale, mutant=mutant, crash_at=crash_at, port=self.port
        )

    def know_yourself(self) -> None:
        """Read (after a copy: make anew) what the house is called at the processor."""
        [(self.installation,)] = self.sql("SELECT code FROM payments_installation")
        self.sql(FALLEN_DUE)

    def be_somebody_new(self, installation: str) -> None:
        """A copied house has a name of its own: the others' payments are foreign to it."""
        self.sql("UPDATE payments_installation SET code = %s", installation)
        self.know_yourself()


def payment_of(pledge: str, period: int) -> str:
    """The uuid of the payment of one period, computed apart from the product."""
    return str(uuid5(UUID(pledge), str(period)))


@dataclass
class Grounds:
    """What houses stand on. `template` is a migrated database; `suffix` is on the names of all that are made here."""

    folder: Path
    cluster: Cluster
    nursery: Nursery
    processor: Processor
    port: int
    key_life_s: int
    template: str = TEMPLATE
    suffix: str = ""

    def new_database(self, name: str, *, like: str = "") -> str:
        """A copy of a database that nobody uses just now (usually the template); its name."""
        made = f"{name}{self.suffix}"
        self.cluster.run(f'CREATE DATABASE "{made}" TEMPLATE "{like or self.template}"')
        return made

    def house(self, database: str, scale: str) -> House:
        return House(self.cluster, self.nursery, self.processor, database, scale, port=self.port)


@contextlib.contextmanager
def grounds(*, key_life_s: int, own_disk: bool = False, processor: str = USUAL) -> Iterator[Grounds]:
    """A cluster with a migrated database, a nursery, and a processor that is prepared and not started yet."""
    folder = Path(tempfile.mkdtemp(prefix="smallfavor-faults-"))
    folder.chmod(0o755)
    service = processor_named(processor, folder=folder / "processor", port=free_port(), key_life_s=key_life_s)
    port = free_port()
    nursery = Nursery(folder, _settings(folder, service, port))
    try:
        nursery.begin()  # it loads while the cluster is made
        with own_cluster(folder, own_disk=own_disk) as cluster:
            try:
                nursery.await_ready()
                nursery.job("migrate", TEMPLATE)
                yield Grounds(folder, cluster, nursery, service, port, key_life_s)
            finally:
                nursery.stop()
                service.kill()
    finally:
        nursery.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def grounds_beside(ground: Grounds, processor: str) -> Iterator[Grounds]:
    """The same cluster with another processor: a nursery, a template and ports of its own. Nothing is migrated anew."""
    folder = ground.folder / processor
    folder.mkdir()
    service = processor_named(processor, folder=folder / "processor", port=free_port(), key_life_s=ground.key_life_s)
    port = free_port()
    nursery = Nursery(folder, _settings(ground.folder, service, port))
    try:
        nursery.begin()
        beside = Grounds(folder, ground.cluster, nursery, service, port, ground.key_life_s, suffix=f"_{processor}")
        beside.template = beside.new_database(TEMPLATE)
        nursery.await_ready()
        nursery.job("open_accounts", beside.template)
        yield beside
    finally:
        nursery.stop()
        service.kill()


def _settings(folder: Path, processor: Processor, port: int) -> dict[str, str]:
    socket = Cluster(folder / PLACE).embedded.socket_folder
    return {
        "DATA": str(folder / "paper"),
        "DATABASE_URL": f"postgres://smallfavor@/{TEMPLATE}?host={socket}",
        "PORT": str(port),
        "BASE_URL": f"http://127.0.0.1:{port}",
        **processor.settings(),
        "PROVIDERS": processor.name,
        "MAIL_URL": "smtp://127.0.0.1:9",
        **MANY_AT_ONCE,
        "LOG_LEVEL": os.environ.get("FAULTS_LOG_LEVEL", "WARNING"),
    }


def wait_until(happened: Any, within_s: float, pause_s: float = 0.05) -> bool:
    """True once `happened()` is; False when the time is up."""
    deadline = time.monotonic() + within_s
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause_s)
    return True
