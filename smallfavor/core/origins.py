"""The origins at which this installation answers: BASE_URL, then FORM_ORIGINS, in the order in which browsers try them.

A reader who came by one of them stays there: payment pages lead back to it. Mails name the first. Not here: other
sites that carry our script (giving/marks.py).
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def form_origins() -> list[str]:
    """All of them, each once, the first being BASE_URL."""
    return list(dict.fromkeys([settings.BASE_URL, *settings.FORM_ORIGINS]))


def own_origin(request: HttpRequest) -> str:
    """The origin of ours by which this request came; BASE_URL where it names none (another of HOSTS).

    The scheme is the setting's: behind a web server that ends TLS we are asked without it.
    """
    host = request.get_host()
    return next((origin for origin in form_origins() if urlsplit(origin).netloc == host), settings.BASE_URL)


def is_site(origin: str) -> bool:
    """True for a scheme and a host alone, so that no other address can pass for one of them."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and origin == f"{parts.scheme}://{parts.netloc}"
