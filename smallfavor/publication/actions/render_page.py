"""Render a page of the publication as the file that readers get: the same bytes for everyone.

Not here: where the files lie (core/baking.py) and which are due (bake.py, bake_stale.py).
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest
from wagtail.models import Page

_BLANK_LINES = re.compile(r"\n\s*\n")


class PageUnanswered(Exception):
    """Raised when a page that should be public does not answer as one."""


def page_request(address: str) -> HttpRequest:
    """A reader's request for an address of the paper's own site."""
    base = urlsplit(settings.BASE_URL)
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = address
    request.META = {
        "SERVER_NAME": base.hostname or "localhost",
        "SERVER_PORT": str(base.port or (443 if base.scheme == "https" else 80)),
        "HTTP_HOST": base.netloc,
        "wsgi.url_scheme": base.scheme,
    }
    return request


def render_page(page: Page, address: str) -> bytes:
    """The HTML at `address`, which `page` answers (its own address, or a further page of its archive).

    Raises PageUnanswered where the page has no such address.
    """
    request = page_request(address)
    own = page.url_path if page.url is None else page.url
    rest = [part for part in address.removeprefix(own).split("/") if part]
    try:
        target, args, kwargs = page.specific.route(request, rest)
    except Http404 as error:
        raise PageUnanswered(f"{address} is not an address of “{page.title}”") from error
    answer = target.serve(request, *args, **kwargs)
    if answer.status_code != 200:
        raise PageUnanswered(f"{address} answers {answer.status_code}")
    return _BLANK_LINES.sub("\n", answer.content.decode()).encode()
