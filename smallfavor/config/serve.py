"""`smallfavor serve`: the web server, on loopback unless told otherwise. Granian runs the WSGI front of wsgi.py.

Not here: the background work (work.py).
"""

import argparse
import os

from django.conf import settings
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from smallfavor.config.install import database_in_use, prepare

# More than a page view needs, so that slow answers of a payment provider can't hold up the pages.
THREADS = 16
STOP_TIMEOUT_S = 15


def main(verb: str, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog=f"smallfavor {verb}", description="Serve the site and the desk.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--prepared", action="store_true", help="skip migrating and collecting; the demo did it")
    options = parser.parse_args(arguments)
    os.environ["SMALLFAVOR_SERVER"] = str(os.getpid())
    with database_in_use():
        if not options.prepared:
            prepare()
        Granian(
            "smallfavor.config.wsgi:application",
            address=options.host,
            port=settings.PORT,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            websockets=False,
            workers=settings.WEB_WORKERS,
            blocking_threads=THREADS,
            backlog=2048,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
            respawn_interval=0.5,
            workers_kill_timeout=STOP_TIMEOUT_S,
        ).serve()
