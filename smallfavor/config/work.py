"""`smallfavor work`: jobs from the queue, periodic tasks, and the money's own loop beside them, until SIGTERM.

SIGTERM lets running jobs end; one that does not end within the grace is handed back by the stalled-job recovery. The
money's loop waits for the calls that are out and hands back what it has claimed and not sent.
"""

import argparse
import logging
import os
import signal
import threading
from collections.abc import Callable

import django
from procrastinate.contrib.django import app

from smallfavor.config.install import database_in_use, prepare
from smallfavor.core.background import background_loops

GRACE_S = 20
CALLS_END_WITHIN_S = 40  # longer than a provider's call may take
log = logging.getLogger(__name__)


def main(verb: str, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog=f"smallfavor {verb}", description="Do the background work until stopped.")
    parser.add_argument("--prepared", action="store_true", help="skip migrating and collecting; the demo did it")
    options = parser.parse_args(arguments)
    with database_in_use():
        if options.prepared:
            django.setup()
        else:
            prepare()
        failed = work()
    if failed:
        raise SystemExit(f"smallfavor work: the loop {failed!r} failed; the log says how")


def work() -> str:
    """Run until SIGTERM or SIGINT. Returns the name of a loop that failed, which stops the worker too; else nothing."""
    stop, failures = threading.Event(), list[str]()
    threads = [
        threading.Thread(target=_guarded, args=(name, loop, stop, failures), name=name)
        for name, loop in background_loops().items()
    ]
    for thread in threads:
        thread.start()
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]
            running.run_worker(
                name=f"worker-{os.getpid()}",
                concurrency=1,
                delete_jobs="successful",
                shutdown_graceful_timeout=GRACE_S,
                fetch_job_polling_interval=5.0,
            )
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=CALLS_END_WITHIN_S)
    return failures[0] if failures else ""


def _guarded(name: str, loop: Callable[[threading.Event], None], stop: threading.Event, failures: list[str]) -> None:
    """Run one loop; where it fails, end the whole worker, so that whoever supervises it begins anew."""
    try:
        loop(stop)
    except BaseException:
        failures.append(name)
        log.exception("the loop %s failed", name)
        raise
    finally:
        if not stop.is_set():
            os.kill(os.getpid(), signal.SIGTERM)
