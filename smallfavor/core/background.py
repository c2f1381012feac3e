"""Loops that the worker runs beside its queue, each in a thread of its own. An app registers its loop when it is ready.

Not here: the worker (config/work.py) and the jobs of the queue (each app's tasks.py).
"""

import threading
from collections.abc import Callable

Loop = Callable[[threading.Event], None]

_loops: dict[str, Loop] = {}


def register_loop(name: str, loop: Loop) -> None:
    """Have `loop(stop)` run by `smallfavor work`. It returns soon after `stop` is set, and never before."""
    _loops[name] = loop


def background_loops() -> dict[str, Loop]:
    """All registered loops by name."""
    return dict(_loops)
