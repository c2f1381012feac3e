"""`python -m bench.http`: requests a second of a baked article from our own web server, by wrk on the same machine.

The server is `smallfavor serve` as an installation runs it; the page is made from the seed, about 25 KB.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
ADDRESS = "/news/a-baked-article/"
WORDS = (
    "harbour council ship winter paper reader vote city report tide market bridge school ferry water road crew dock "
    "night morning letter answer question money light engine sea stone office meeting budget court witness"
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Requests a second of a baked article, by wrk.")
    parser.add_argument("--seed", type=int, default=1, help="makes the page")
    parser.add_argument("--port", type=int, default=8109)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1), help="processes of the server")
    parser.add_argument("--page-kb", type=int, default=25)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("bench.http needs wrk (for example: apt-get install wrk)")
    with serving(options.port, options.workers, article(options.seed, options.page_kb * 1000)) as page_bytes:
        address = f"http://127.0.0.1:{options.port}{ADDRESS}"
        plain = measure(address, options.seconds, options.connections)
        brotli = measure(address, options.seconds, options.connections, "Accept-Encoding: br, gzip")
    print(json.dumps({
        "bench": "http", "seed": options.seed, "cores": os.cpu_count(), "workers": options.workers,
        "connections": options.connections, "seconds": options.seconds, "page_bytes": page_bytes,
        "requests_per_s": plain["requests_per_s"], "latency_p50_ms": plain["p50_ms"], "latency_p99_ms": plain["p99_ms"],
        "compressed_requests_per_s": brotli["requests_per_s"], "errors": plain["errors"] + brotli["errors"],
    }))  # fmt: skip


def article(seed: int, size_bytes: int) -> bytes:
    """An article's page of about this size, the same for the same seed."""
    chance, words = random.Random(seed), WORDS.split()
    parts = ['<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A baked article</title></head><body>']
    length = len(parts[0])
    while length < size_bytes:
        parts.append(f"<p>{' '.join(chance.choices(words, k=60)).capitalize()}.</p>")
        length += len(parts[-1])
    return "".join(parts).encode()


@contextmanager
def serving(port: int, workers: int, page: bytes) -> Iterator[int]:
    """The real server over a folder of its own, with `page` baked in it. Gives the page's size."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="smallfavor-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the database's own user must be able to enter
        environment = {
            **{key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "BASE_URL"}},
            "DATA": name, "PORT": str(port), "WEB_WORKERS": str(workers), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        command = [sys.executable, "-m", "smallfavor"]
        subprocess.run([*command, "init"], env=environment, check=True, stdout=subprocess.DEVNULL)
        baked = folder / "baked" / ADDRESS.strip("/") / "index.html"
        baked.parent.mkdir(parents=True)
        baked.write_bytes(page)
        server = subprocess.Popen([*command, "serve", "--prepared"], env=environment)
        try:
            _wait_until_served(f"http://127.0.0.1:{port}{ADDRESS}", len(page))
            yield len(page)
        finally:
            server.terminate()
            server.wait(30)


def measure(address: str, seconds: int, connections: int, *headers: str) -> dict[str, float]:
    """One run of wrk. Everything that was not answered with 200 counts as an error."""
    told = [argument for header in headers for argument in ("-H", header)]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "--latency", *told, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {
        "requests_per_s": round(float(_found(r"Requests/sec:\s+([\d.]+)", said))),
        "p50_ms": _milliseconds(_found(r"50%\s+(\S+)", said)),
        "p99_ms": _milliseconds(_found(r"99%\s+(\S+)", said)),
        "errors": sum(int(count) for count in re.findall(r"(?:connect|read|write|timeout|responses:) (\d+)", said)),
    }


def _wait_until_served(address: str, size_bytes: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if len(answer.read()) == size_bytes:
                    return
        except OSError:
            pass
        if time.monotonic() > deadline:
            raise SystemExit("the server did not come up")
        time.sleep(0.1)


def _found(pattern: str, said: str) -> str:
    found = re.search(pattern, said)
    if not found:
        raise SystemExit(f"wrk said something new:\n{said}")
    return found.group(1)


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]
    return round(float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit], 3)


if __name__ == "__main__":
    main()
