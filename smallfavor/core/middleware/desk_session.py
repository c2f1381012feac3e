"""Sessions, sign-in, messages and Django's form guard, for the desk alone. Readers' pages set no cookie at all.

Not here: the guard of the readers' forms, a signed token of their own (giving).
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from smallfavor.core.middleware.paths import is_desk


class DeskSession(SessionMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if is_desk(request.path_info):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return super().process_response(request, response) if is_desk(request.path_info) else response


class DeskFormGuard(CsrfViewMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if is_desk(request.path_info):
            super().process_request(request)

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        if is_desk(request.path_info):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        return None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return super().process_response(request, response) if is_desk(request.path_info) else response


class DeskSignIn(AuthenticationMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if is_desk(request.path_info):
            super().process_request(request)
        else:
            request.user = AnonymousUser()


class DeskMessages(MessageMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if is_desk(request.path_info):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return super().process_response(request, response) if is_desk(request.path_info) else response
