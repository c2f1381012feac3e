"""Named points between the steps of the money protocol, at which tests kill the process. Nothing happens elsewhere.

Not here: which points there are; each is named where it stands (payments/actions).
"""

import os
import signal

_CRASH_AT = os.environ.get("SMALLFAVOR_CRASH_AT", "")


def reached(name: str) -> None:
    """Say that the point `name` is reached. Kills this process outright when SMALLFAVOR_CRASH_AT names it.

    Callers say so for sandbox accounts only, so that no setting can stop a process that handles real money.
    """
    if _CRASH_AT and name == _CRASH_AT:
        os.kill(os.getpid(), signal.SIGKILL)
