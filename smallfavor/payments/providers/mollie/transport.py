"""Mollie's official client, held in bounds: no call is repeated, none takes long, every failure has a name.

The client is thin: it builds addresses and headers, and its objects are plain dictionaries with properties. It bounds
neither an answer's size nor its whole time; the session that it is handed here does.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import requests
from mollie.api.client import Client
from mollie.api.error import Error, RequestError, RequestSetupError
from requests.adapters import HTTPAdapter

from smallfavor.payments.providers.base import Reason
from smallfavor.payments.providers.mollie.wire import Unreadable

CONNECT_S = 3.0
ANSWER_S = 12.0
LONGEST_CALL_S = 45.0  # two calls, where a page needs a customer first
LARGEST_ANSWER = 8 * 1024 * 1024
CONNECTIONS = 8
T = TypeVar("T")


class NoAnswer(Exception):
    """Raised when a call got no answer that says anything. `reason` is why; the money may have moved all the same."""

    def __init__(self, reason: Reason, detail: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.retry_after_s = retry_after_s


class BoundedSession(requests.Session):
    """Reads each answer whole within a time and a size, follows no redirect, and remembers what the last one was."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.status = 0
        self.retry_after_s: float | None = None
        adapter = HTTPAdapter(max_retries=0, pool_connections=CONNECTIONS, pool_maxsize=CONNECTIONS)
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def request(self, method: str, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        self.status, self.retry_after_s = 0, None
        deadline = time.monotonic() + CONNECT_S + ANSWER_S
        kwargs |= {"timeout": (CONNECT_S, ANSWER_S), "allow_redirects": False, "stream": True}
        answer = super().request(method, url, *args, **kwargs)
        with answer:
            answer._content = b"".join(_bounded(answer, deadline))
        self.status = answer.status_code
        text = answer.headers.get("Retry-After", "")
        self.retry_after_s = float(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
        return answer


def _bounded(answer: requests.Response, deadline: float) -> Iterator[bytes]:
    size = 0
    for chunk in answer.iter_content(64 * 1024):
        size += len(chunk)
        if size > LARGEST_ANSWER:
            raise requests.exceptions.ContentDecodingError("the answer is too large")
        if time.monotonic() > deadline:
            raise requests.exceptions.ReadTimeout("the answer drips")
        yield chunk


@dataclass(frozen=True)
class Transport:
    """The way to one account. `token`: an API key, or an organization access token. `url` "": Mollie's own."""

    url: str
    token: str

    def call(self, ask: Callable[[Client], T]) -> T:
        """What `ask` gets from the official client. Raises NoAnswer."""
        try:
            client, session = _client(self.url, self.token)
        except RequestSetupError as error:
            raise NoAnswer(Reason.NO_ACCESS, "this is no key of Mollie's") from error
        try:
            return ask(client)
        except RequestError as error:
            raise _no_connection(error) from error
        except Error as error:
            raise _refused(session, error) from error
        except Unreadable as error:
            raise NoAnswer(Reason.MALFORMED, str(error)) from error
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            # The client trusts an answer's shape: one that is not JSON as its reference says breaks it in many ways.
            raise _refused(session, error) from error


def _no_connection(error: RequestError) -> NoAnswer:
    cause = error.__context__
    if isinstance(cause, requests.exceptions.Timeout):
        return NoAnswer(Reason.TIMEOUT, type(cause).__name__)
    if isinstance(cause, requests.exceptions.ContentDecodingError):
        return NoAnswer(Reason.MALFORMED, "too large, or not decoded")
    return NoAnswer(Reason.CONNECTION, type(cause or error).__name__)


def _refused(session: BoundedSession, error: Exception) -> NoAnswer:
    """Told by the status alone: Mollie's own words may repeat what was sent."""
    status = session.status
    if not 400 <= status < 600:
        return NoAnswer(Reason.MALFORMED, f"{status} {type(error).__name__}")
    if status == 400 and "idempotency" in str(error).lower():
        return NoAnswer(Reason.KEY_MISMATCH, "400")
    field = getattr(error, "field", None)
    return NoAnswer(_reason(status), f"{status} {str(field or '')[:40]}".strip(), session.retry_after_s)


def _reason(status: int) -> Reason:
    known = {
        401: Reason.NO_ACCESS,
        403: Reason.NO_ACCESS,
        404: Reason.NOT_FOUND,
        408: Reason.TIMEOUT,
        409: Reason.CONFLICT,
        410: Reason.NOT_FOUND,
        429: Reason.BUSY,
    }
    return known.get(status, Reason.SERVER_ERROR if status >= 500 else Reason.REFUSED)


class _Clients(threading.local):
    """One client for each thread: it keeps its session's last answer."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, str, int], tuple[Client, BoundedSession]] = {}


_clients = _Clients()


def _client(url: str, token: str) -> tuple[Client, BoundedSession]:
    known = _clients.made.get((url, token, os.getpid()))
    if known is not None:
        return known
    client = Client(api_endpoint=url, retry=0)
    if token.startswith("access_"):
        client.set_access_token(token)
    else:
        client.set_api_key(token)
    session = BoundedSession()
    client._client = session
    _clients.made[url, token, os.getpid()] = client, session
    return client, session
