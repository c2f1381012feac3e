"""`smallfavor work`: jobs from the queue, periodic tasks, and the money's own loop beside them, until SIGTERM.

SIGTERM lets running jobs end; what has not ended within the grace is handed back by the stalled-job recovery.
"""

import argparse
import asyncio
import logging
import os
import signal
import threading

import django
from django.conf import settings
from procrastinate.contrib.django import app

from smallfavor.config.install import database_in_use, prepare
from smallfavor.config.leash import die_with_parent

GRACE_S = 20
log = logging.getLogger(__name__)


def main(verb: str, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog=f"smallfavor {verb}", description="Do the background work until stopped.")
    parser.add_argument("--prepared", action="store_true", help="skip migrating and collecting; the demo did it")
    options = parser.parse_args(arguments)
    die_with_parent()
    with database_in_use():
        if options.prepared:
            django.setup()
        else:
            prepare()
        _work()
