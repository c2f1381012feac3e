"""When a provider account is left in peace: after calls that failed in a row, for a while that grows.

A call that failed says nothing about money; this is only about not asking a service that is down, again and again.
Not here: a service that refuses our key (401, 403) stops the account until a person resumes it.
"""

from datetime import timedelta

FAULTS_TO_OPEN = 5


def pause_after(faults_in_row: int, *, first_s: float, longest_s: float) -> timedelta | None:
    """How long nothing is sent after so many calls in a row without an answer; None: go on.

    Doubles with each further one: after a pause, one call at a time is tried.
    """
    if faults_in_row < FAULTS_TO_OPEN:
        return None
    return timedelta(seconds=min(first_s * 2 ** min(faults_in_row - FAULTS_TO_OPEN, 20), longest_s))
