"""A child that ends with its parent, however the parent ended (Linux; elsewhere the supervisor's own stop must do)."""

import contextlib
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(signum: int = signal.SIGTERM) -> None:
    """Ask the kernel to send `signum` to this process when its parent dies."""
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0)
    if os.getppid() == 1 and os.getpid() != 1 and "SMALLFAVOR_SUPERVISED" in os.environ:
        raise SystemExit("The supervisor has gone.")
