"""`python -m bench.start`: seconds until the demo is ready: cold (an empty folder), warm, and from a bare clone.

`--clone` clones this repository as it is committed and runs `make demo` in it, installation and all.
"""

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
GIVE_UP_AFTER_S = 600


def main() -> None:
    parser = argparse.ArgumentParser(description="Seconds until the demo is ready.")
    parser.add_argument("--seed", type=int, default=0, help="changes nothing here; every benchmark takes it")
    parser.add_argument("--port", type=int, default=8060)
    parser.add_argument("--warm-runs", type=int, default=3)
    parser.add_argument("--clone", action="store_true", help="measure from a bare clone too (installs everything)")
    options = parser.parse_args()
    figures: dict[str, object] = {"bench": "start", "seed": options.seed, "cores": os.cpu_count()}
    with _folder() as folder:
        command = [sys.executable, "-m", "smallfavor", "demo"]
        figures["cold_start_s"] = _seconds_to_first_page(command, ROOT, folder, options.port)
        warm = [_seconds_to_first_page(command, ROOT, folder, options.port) for _ in range(options.warm_runs)]
        figures["warm_start_s"] = min(warm)
        figures["warm_start_runs_s"] = warm
    if options.clone:
        with _folder() as folder:
            began = time.monotonic()
            clone = folder / "clone"
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
            cloned_s = time.monotonic() - began
            whole = _seconds_to_first_page(["make", "--silent", "demo"], clone, clone / "data", options.port)
            figures["clone_to_first_page_s"] = round(cloned_s + whole, 2)
    print(json.dumps(figures))


def _seconds_to_first_page(command: Sequence[str], where: Path, data: Path, port: int) -> float:
    """From the command to the front page's last byte. Stops the demo again, and waits until it has gone."""
    environment = {
        key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "BASE_URL", "PYTHONPATH"}
    } | {"DATA": str(data), "PORT": str(port)}
    began = time.monotonic()
    demo = subprocess.Popen(
        command,
        cwd=where,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not _is_served(port):
            if demo.poll() is not None or time.monotonic() - began > GIVE_UP_AFTER_S:
                raise SystemExit(f"`{' '.join(command)}` did not come up")
            time.sleep(0.02)
        return round(time.monotonic() - began, 2)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(demo.pid, signal.SIGINT)
        demo.wait(60)


def _is_served(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2) as answer:
            return bool(answer.status == 200 and answer.read())
    except OSError:
        return False


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A folder that the database's own user can enter, too."""
    folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="smallfavor-bench-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
