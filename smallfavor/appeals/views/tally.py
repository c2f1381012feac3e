"""The address that browsers' counts come to. It learns nothing about who sent them.

Not here: what is counted (rules/tallies.py), and everything else under /appeals/, which are baked files.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from smallfavor.appeals.actions.count_tally import count_beacon
from smallfavor.appeals.rules.pace import Pace, sender_of
from smallfavor.appeals.rules.tallies import BODY_BYTES_MAX, is_robot
from smallfavor.core.clock import utcnow

PACE = Pace()


@require_POST
def tally(request: HttpRequest) -> HttpResponse:
    """Always 204, whatever was sent: a stranger learns nothing, and a page has nothing to handle."""
    if _is_worth_reading(request):
        count_beacon(request.body)
    answer = HttpResponse(status=204)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _is_worth_reading(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or not 0 < int(length) <= BODY_BYTES_MAX:
        return False
    if is_robot(request.headers.get("User-Agent", "")):
        return False
    sender = sender_of(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))
    return PACE.allows(sender, utcnow().timestamp())
