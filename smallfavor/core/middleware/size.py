"""Refuses a body that is larger than its address takes, by its announced length, before a byte of it is read.

A body without an announced length is empty to us. Not here: the desk's uploads, which Wagtail bounds.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from smallfavor.core.middleware.paths import is_desk, largest_body
from smallfavor.core.refusals import HEADER, refused


class SizeMiddleware:
    """413 `too_large`; what Django itself finds malformed (a broken upload, too many fields) gets a code too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_desk(request.path_info):
            return self.get_response(request)
        if _announced(request) > largest_body(request.path_info):
            return refused(JsonResponse({"error": "too_large"}, status=413), "too_large")
        response = self.get_response(request)
        if response.status_code == 400 and HEADER not in response.headers:
            return refused(response, "malformed")
        return response


def _announced(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdecimal() else 0
