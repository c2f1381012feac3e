"""A PostgreSQL cluster of the harness's own, durable, on a small disk of its own where the machine allows that.

It is killed with all its processes, started again, filled to the last byte, copied and put back.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from smallfavor.core.database import ROLE_NAME, DatabaseError, EmbeddedDatabase

DISK_MB = 3000
PLACE = "disk"  # in the grounds' folder: where the cluster, or its own disk, stands
CONNECT_WITHIN_S = 30


@dataclass
class Cluster:
    """`folder` holds everything; `disk` says what it stands on: "loop" (an ext4 of its own in a file) or "shared"."""

    folder: Path
    disk: str = "shared"
    embedded: EmbeddedDatabase = field(init=False)

    def __post_init__(self) -> None:
        self.embedded = EmbeddedDatabase(self.folder / "postgres")

    def start(self) -> None:
        self.embedded.start(durable=True)

    def stop(self) -> None:
        self.embedded.stop()

    def kill(self) -> int:
        """`kill -9` of the server and of every process it has started. Returns how many those were."""
        parent = self._postmaster()
        if parent is None:
            return 0
        # Stopped first, so that it can't start another one in between.
        with contextlib.suppress(ProcessLookupError):
            os.kill(parent, signal.SIGSTOP)
        killed = 0
        for pid in [*children_of(parent), parent]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed += 1
        return killed

    def restart(self, within_s: float = 60) -> None:
        """Start after a kill or a full disk; recovery included."""
        deadline = time.monotonic() + within_s
        while True:
            try:
                self.start()
                return
            except DatabaseError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    @contextlib.contextmanager
    def full_disk(self) -> Iterator[None]:
        """Not a byte is left on the cluster's own disk inside this block."""
        filler = self.folder / "filler"
        with filler.open("wb") as handle:
            size, piece = 0, 1 << 28
            while piece >= 1 << 12:
                try:
                    os.posix_fallocate(handle.fileno(), size, piece)
                    size += piece
                except OSError:
                    piece //= 2
        try:
            yield
        finally:
            filler.unlink(missing_ok=True)

    def conninfo(self, database: str) -> str:
        return psycopg.conninfo.make_conninfo(
            host=str(self.embedded.socket_folder), user=ROLE_NAME, dbname=database, connect_timeout=5
        )

    def run(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.conninfo(database), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def snapshot(self, into: Path) -> None:
        """A copy of the files of the stopped cluster."""
        shutil.rmtree(into, ignore_errors=True)
        subprocess.run(["cp", "-a", str(self.embedded.cluster), str(into)], check=True)

    def put_back(self, snapshot: Path) -> None:
        """The cluster becomes what it was; it must be stopped."""
        shutil.rmtree(self.embedded.cluster)
        subprocess.run(["cp", "-a", str(snapshot), str(self.embedded.cluster)], check=True)

    def _postmaster(self) -> int | None:
        try:
            return int((self.embedded.cluster / "postmaster.pid").read_text(encoding="ascii").split()[0])
        except (OSError, ValueError, IndexError):
            return None


@contextlib.contextmanager
def own_cluster(folder: Path, *, own_disk: bool = False) -> Iterator[Cluster]:
    """A running cluster in `folder`; with `own_disk` on a file system of its own, where we may mount one."""
    place = folder / PLACE
    place.mkdir(mode=0o755, parents=True, exist_ok=True)
    mounted = own_disk and _mount(folder / "disk.img", place)
    cluster = Cluster(place, "loop" if mounted else "shared")
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.kill()
        _keep_logs(folder, cluster)
        if mounted:
            for _ in range(50):
                if subprocess.run(["umount", str(place)], capture_output=True, check=False).returncode == 0:
                    break
                time.sleep(0.1)


def _keep_logs(folder: Path, cluster: Cluster) -> None:
    """For whoever looks for the cause of a finding: FAULTS_KEEP_LOGS names a folder for all logs."""
    kept = os.environ.get("FAULTS_KEEP_LOGS")
    if kept:
        shutil.copytree(cluster.embedded.cluster / "log", Path(kept) / "postgres", dirs_exist_ok=True)
        for log in folder.glob("*.log"):
            shutil.copy(log, kept)


def _mount(image: Path, place: Path) -> bool:
    if os.getuid() != 0:
        return False
    with image.open("wb") as handle:
        handle.truncate(DISK_MB << 20)
    made = subprocess.run(["mkfs.ext4", "-q", "-m", "0", str(image)], capture_output=True, check=False)
    if made.returncode != 0:
        return False
    return (
        subprocess.run(["mount", "-o", "loop", str(image), str(place)], capture_output=True, check=False).returncode
        == 0
    )


def children_of(parent: int) -> list[int]:
    """The processes that `parent` has started and that still run (Linux)."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                    found.append(int(entry.name))
    return found
