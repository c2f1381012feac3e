"""Headers of every answer from Django: what the page may load, and whether it may be kept.

Not here: the headers of baked files (config/front.py), which come from the same policies.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from smallfavor.core.content_policy import desk_policy, reader_policy
from smallfavor.core.middleware.paths import is_desk, is_private

PERMISSIONS = "browsing-topics=(), camera=(), geolocation=(), interest-cohort=(), microphone=(), usb=()"


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.reader_policy = reader_policy(settings.PAYMENT_PAGE_ORIGINS)
        self.desk_policy = desk_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        path = request.path_info
        headers = response.headers
        framed = is_desk(path) or getattr(request, "is_preview", False)
        headers.setdefault("Content-Security-Policy", self.desk_policy if framed else self.reader_policy)
        headers.setdefault("X-Frame-Options", "SAMEORIGIN" if framed else "DENY")
        headers.setdefault("Permissions-Policy", PERMISSIONS)
        if is_private(path):
            headers["Cache-Control"] = "no-store"
            headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response
