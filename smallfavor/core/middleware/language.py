"""The reader's language: the `lang` parameter, else Accept-Language, else the paper's. No cookie, no session.

Not here: the desk's language, which Wagtail takes from the editor's own profile.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, get_supported_language_variant

from smallfavor.core.middleware.paths import is_desk

FORM_TYPE = "application/x-www-form-urlencoded"


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language",))
        return response


def language_of(request: HttpRequest) -> str:
    """The supported language that this request asks for. A form that was posted says it in its own `lang` field."""
    wanted = request.GET.get("lang", "")
    if not wanted and request.method == "POST" and request.content_type == FORM_TYPE and not is_desk(request.path_info):
        wanted = request.POST.get("lang", "")
    if wanted:
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            pass
    return get_language_from_request(_WithoutCookies(request))  # type: ignore[arg-type]


class _WithoutCookies:
    """What Django's choice of a language reads, without the cookie that it would honour."""

    COOKIES: dict[str, str] = {}

    def __init__(self, request: HttpRequest) -> None:
        self.META = request.META
