"""Listens to what this process sends and gets over HTTP, through httpx and requests, which every SDK here uses; and
plays it again. For the verification alone: one command, one process, nothing else at work in it.

Headers are not looked at: there the keys are.
"""

import contextlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import requests
from urllib3 import HTTPResponse

Sent = tuple[str, str, bytes]  # method, address, body
KEPT_BYTES_MAX = 200_000


@dataclass(frozen=True)
class Exchange:
    """One request and its answer. `status` 0: there was none."""

    method: str
    url: str
    sent: bytes
    status: int
    got: bytes


class NotAsRecorded(Exception):
    """Raised in a replay when something else is sent than was recorded."""


@dataclass
class Heard:
    exchanges: list[Exchange] = field(default_factory=list)

    def note(self, sent: Sent, status: int, got: bytes) -> None:
        self.exchanges.append(Exchange(*sent[:2], sent[2][:KEPT_BYTES_MAX], status, got[:KEPT_BYTES_MAX]))


@contextlib.contextmanager
def listening() -> Iterator[Heard]:
    """Everything that is sent meanwhile, in order."""
    heard, send_httpx, send_requests = Heard(), httpx.Client.send, requests.Session.send

    def by_httpx(client: httpx.Client, request: httpx.Request, **options: Any) -> httpx.Response:
        sent = (request.method, str(request.url), request.read())
        try:
            answer = send_httpx(client, request, **options)
            heard.note(sent, answer.status_code, answer.read())
        except httpx.HTTPError:
            heard.note(sent, 0, b"")
            raise
        return answer

    def by_requests(session: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        sent = (str(request.method), str(request.url), _bytes(request.body))
        try:
            answer = send_requests(session, request, **options)
            content = answer.content
            heard.note(sent, answer.status_code, content)
            _give(answer, content)
        except requests.RequestException:
            heard.note(sent, 0, b"")
            raise
        return answer

    with _sending(by_httpx, by_requests):
        yield heard


@contextlib.contextmanager
def replaying(exchanges: list[Exchange]) -> Iterator[None]:
    """Each request gets the recorded answer of the next one of its method and path. Nothing leaves this process.

    Raises NotAsRecorded, inside, for one that was not recorded.
    """
    left = list(exchanges)

    def answer_to(method: str, url: str) -> Exchange:
        for at, exchange in enumerate(left):
            if (exchange.method, urlsplit(exchange.url).path) == (method, urlsplit(url).path):
                return left.pop(at)
        raise NotAsRecorded(f"{method} {urlsplit(url).path}")

    def by_httpx(client: httpx.Client, request: httpx.Request, **options: Any) -> httpx.Response:
        found = answer_to(request.method, str(request.url))
        if not found.status:
            raise httpx.ConnectError("no answer was recorded", request=request)
        return httpx.Response(
            found.status, headers={"content-type": "application/json"}, content=found.got, request=request
        )

    def by_requests(session: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        found = answer_to(str(request.method), str(request.url))
        if not found.status:
            raise requests.ConnectionError("no answer was recorded")
        answer = requests.Response()
        answer.status_code, answer.url = found.status, str(request.url)
        _give(answer, found.got)
        answer.headers["content-type"], answer.encoding, answer.request = "application/json", "utf-8", request
        return answer

    with _sending(by_httpx, by_requests):
        yield


@contextlib.contextmanager
def _sending(by_httpx: Callable[..., Any], by_requests: Callable[..., Any]) -> Iterator[None]:
    before = (httpx.Client.send, requests.Session.send)
    httpx.Client.send, requests.Session.send = by_httpx, by_requests  # type: ignore[method-assign]
    try:
        yield
    finally:
        httpx.Client.send, requests.Session.send = before  # type: ignore[method-assign]


def _give(answer: requests.Response, content: bytes) -> None:
    """The answer's body, unread: whoever asked may read it in pieces, or from the connection itself."""
    answer.raw = HTTPResponse(io.BytesIO(content), preload_content=False)
    answer._content, answer._content_consumed = False, False


def _bytes(body: object) -> bytes:
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, bytes) else b""
