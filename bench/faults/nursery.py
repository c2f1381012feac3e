"""`python -m bench.faults.nursery`: has Django loaded once, and forks the product's processes from it.

A child begins within some 20 ms, with no connection and no thread of its parent's, and does what the product's own
process does. One order a line comes in as JSON, one line with the child's number goes out. Not here: who orders
(processes.py).
"""

import contextlib
import ctypes
import gc
import json
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

PR_SET_PDEATHSIG = 1
WEB_THREADS = 6


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "smallfavor.config.settings"
    import django  # noqa: PLC0415 (settings come first)

    django.setup()
    from django.urls import get_resolver  # noqa: PLC0415

    from bench.faults import inside, jobs, mutants, scale  # noqa: F401, PLC0415 (loaded before the forks)
    from smallfavor.config import wsgi  # noqa: F401, PLC0415

    inside.INSIDES[_processor()].load(_processor())
    list(get_resolver().url_patterns)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended children leave nothing behind
    gc.collect()
    gc.freeze()
    _say("ready")
    for line in sys.stdin:
        order = json.loads(line)
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _be_a_child(order, parent)
        _say(str(pid))


def _processor() -> str:
    """Which service the product is told to use."""
    return os.environ["PROVIDERS"]


def _say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def _be_a_child(order: dict[str, Any], parent: int) -> None:
    """Never returns."""
    status = 1
    try:
        _leave_the_parent(order, parent)
        _prepare(order)
        status = KINDS[order["kind"]](order) or 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
        if not isinstance(end.code, int):
            sys.stderr.write(f"{end.code}\n")
    except BaseException:
        import traceback  # noqa: PLC0415

        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stderr.flush()
        if order.get("status"):
            Path(order["status"]).write_text(str(status), encoding="ascii")
        os._exit(status)


def _leave_the_parent(order: dict[str, Any], parent: int) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)


def _prepare(order: dict[str, Any]) -> None:
    from django.db import connections  # noqa: PLC0415

    from bench.faults import mutants, scale, slot  # noqa: PLC0415
    from smallfavor.core import boundaries  # noqa: PLC0415
    from smallfavor.payments.actions import drive  # noqa: PLC0415

    connections.databases["default"]["NAME"] = order["database"]
    if order.get("scale"):
        scale.live_by(scale.BY_NAME[order["scale"]], _processor())
    if order.get("slot"):
        page = slot.Slot(Path(order["slot"]))
        scale.change(boundaries, "_CRASH_AT", slot.CrashName(page))
        scale.change(drive, "utcnow", page.now)
    if order.get("mutant"):
        mutants.install(order["mutant"], _processor())


def _work(order: dict[str, Any]) -> int:
    """What `smallfavor work` runs beside its queue: the money's own loop."""
    from smallfavor.core.background import background_loops  # noqa: PLC0415

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    background_loops()["money"](stop)
    return 0


class _Server(WSGIServer):
    """A few threads, as the product's web server has them."""

    allow_reuse_address = True
    request_queue_size = 64

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # without looking up our own name
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]
        self.setup_environ()
        self._pool = ThreadPoolExecutor(WEB_THREADS)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._pool.submit(self._in_thread, request, client_address)

    def _in_thread(self, request: Any, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        except OSError:
            pass  # the caller has gone
        finally:
            self.shutdown_request(request)


class _Quiet(WSGIRequestHandler):
    timeout = 20

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _serve(order: dict[str, Any]) -> int:
    """The product's own front and pages, behind a server of the standard library."""
    from smallfavor.config.wsgi import application  # noqa: PLC0415

    server = _Server(("127.0.0.1", order["port"]), _Quiet)
    server.set_app(application)
    server.serve_forever()
    return 0


def _do_job(order: dict[str, Any]) -> int:
    from bench.faults import jobs  # noqa: PLC0415

    said = jobs.JOBS[order["job"]](**order.get("with", {}))
    Path(order["answer"]).write_text(json.dumps(said), encoding="utf-8")
    return 0


def _run_command(order: dict[str, Any]) -> int:
    """One of the `smallfavor` commands."""
    from django.core.management import ManagementUtility  # noqa: PLC0415

    ManagementUtility(["smallfavor", *order["verb"]]).execute()
    return 0


KINDS = {"worker": _work, "web": _serve, "job": _do_job, "command": _run_command}

if __name__ == "__main__":
    main()
