"""Counts openings of the form that came from a plea, in the same tallies as the beacons. No state about a person.

Not here: the form itself, which says that it was opened (core/form_openings.py).
"""

from urllib.parse import urlsplit

from django.http import HttpRequest

from smallfavor.appeals.actions.count_tally import count_form_opened
from smallfavor.appeals.readers import is_of_a_reader
from smallfavor.core.form_openings import FormOpening, register_form_watcher


def register() -> None:
    register_form_watcher("appeals", count_opening)


def count_opening(request: HttpRequest, opening: FormOpening) -> None:
    """Count it, unless it was fetched ahead or by a robot, or shown again from the form itself."""
    if _was_fetched_ahead(request) or _is_shown_again(request) or not is_of_a_reader(request.META):
        return
    count_form_opened(version=opening.version, appeal=opening.appeal, variant=opening.variant, country=opening.country)


def _was_fetched_ahead(request: HttpRequest) -> bool:
    return "prefetch" in request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "") == "prefetch"


def _is_shown_again(request: HttpRequest) -> bool:
    try:
        return urlsplit(request.headers.get("Referer", "")).path == request.path
    except ValueError:
        return False
