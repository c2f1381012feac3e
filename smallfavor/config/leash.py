"""A child that ends with its parent, however the parent ended (Linux; elsewhere the supervisor's own stop must do)."""

import contextlib
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


def end_with_parent(parent: int) -> None:
    """Have the kernel send SIGTERM to this process when its parent dies; end at once if `parent` is gone already."""
    if _libc is None:
        return
    with contextlib.suppress(OSError, AttributeError):
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
