"""The address that browsers' counts come to. It learns nothing about who sent them.

Many thousands a second may come, so the web front calls `beacon` before Django wakes; the view is the same behind any
other server. Not here: what is counted (rules/tallies.py), and everything else under /appeals/, which are baked files.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from smallfavor.appeals.actions.count_tally import count_beacon
from smallfavor.appeals.readers import is_of_a_reader
from smallfavor.appeals.rules.tallies import BODY_BYTES_MAX

ADDRESS = "/appeals/tally"
HEADERS = [
    ("Access-Control-Allow-Origin", "*"),
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
]


def beacon(environ: Mapping[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """A WSGI application for a POST to ADDRESS.

    Always 204, whatever was sent: a stranger learns nothing, and a page has nothing to handle.
    """
    _take(environ, environ["wsgi.input"].read)
    start_response("204 No Content", HEADERS)
    return []


@require_POST
def tally(request: HttpRequest) -> HttpResponse:
    """The same from Django."""
    _take(request.META, request.read)
    return HttpResponse(status=204, headers=dict(HEADERS))


def _take(environ: Mapping[str, Any], read: Callable[[int], bytes]) -> None:
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or not 0 < int(length) <= BODY_BYTES_MAX:
        return
    if is_of_a_reader(environ):
        count_beacon(read(int(length)))
