"""Deferring jobs by name, inside the caller's transaction. Arguments are uuids and codes, never personal.

Not here: the tasks themselves (each app's tasks.py) and the worker that runs them (ops).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# 3, 9, 27 ... seconds: the first tries within a minute, the tenth after about a day.
MAIL_RETRY = RetryStrategy(max_attempts=10, exponential_wait=3)


def defer(task: str, *, at: datetime | None = None, **arguments: str) -> None:
    """Defer the task named `task`, not before `at`; it runs only if the caller's transaction commits."""
    app.configure_task(task, schedule_at=at).defer(**arguments)


def defer_many(task: str, arguments: Sequence[Mapping[str, str]]) -> None:
    """Defer `task` once for each of `arguments`, in one statement, as `defer` does."""
    if arguments:
        app.configure_task(task).batch_defer(*(dict(one) for one in arguments))
