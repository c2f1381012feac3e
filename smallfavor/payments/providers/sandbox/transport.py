"""One HTTP call to the sandbox: bounded in time and size, never repeated, every failure named."""

import functools
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from smallfavor.payments.providers.base import Reason

CONNECT_S = 3.0
ANSWER_S = 10.0
LONGEST_CALL_S = 30.0  # all of it: waiting for a connection, sending, reading to the end
LARGEST_ANSWER = 4 * 1024 * 1024
CONNECTIONS = 32


class NoAnswer(Exception):
    """Raised when a call got no answer that says anything. `reason` is why; the money may have moved all the same."""

    def __init__(self, reason: Reason, detail: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.retry_after_s = retry_after_s


@dataclass(frozen=True)
class Transport:
    """The way to one sandbox account."""

    url: str
    api_key: str

    def post(self, path: str, body: bytes, *, key: str = "") -> Any:
        """Sends just these bytes. Raises NoAnswer."""
        return self._call("POST", path, body=body, headers={"Idempotency-Key": key} if key else {})

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        """Raises NoAnswer."""
        return self._call("GET", path, query=query)

    def _call(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        sent = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json", **(headers or {})}
        client = _client(self.url, os.getpid())
        try:
            with client.stream(method, path, content=body, params=query, headers=sent) as answer:
                content = _read(answer)
        except httpx.TimeoutException as error:
            raise NoAnswer(Reason.TIMEOUT, type(error).__name__) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NoAnswer(Reason.CONNECTION, type(error).__name__) from error
        return _understood(answer, content)


def _read(answer: httpx.Response) -> bytes:
    """The whole body. httpx bounds each read; a service that drips is cut off here."""
    deadline, content = time.monotonic() + ANSWER_S, b""
    for chunk in answer.iter_bytes():
        content += chunk
        if len(content) > LARGEST_ANSWER:
            raise NoAnswer(Reason.MALFORMED, "the answer is too large")
        if time.monotonic() > deadline:
            raise NoAnswer(Reason.TIMEOUT, "the answer drips")
    return content


def _understood(answer: httpx.Response, content: bytes) -> Any:
    try:
        body = json.loads(content)
    except ValueError:
        body = None
    code = ""
    if isinstance(body, dict) and isinstance(body.get("error"), dict):
        code = str(body["error"].get("code", ""))[:60]
    if answer.is_success:
        if not isinstance(body, dict):
            raise NoAnswer(Reason.MALFORMED, "the answer is not JSON")
        return body
    raise NoAnswer(_reason(answer.status_code, code), f"{answer.status_code} {code}".strip(), _retry_after_s(answer))


def _reason(status: int, code: str) -> Reason:
    if code == "idempotency_key_reused":
        return Reason.KEY_MISMATCH
    known = {
        401: Reason.NO_ACCESS,
        403: Reason.NO_ACCESS,
        404: Reason.NOT_FOUND,
        408: Reason.TIMEOUT,
        409: Reason.CONFLICT,
        429: Reason.BUSY,
    }
    if status in known:
        return known[status]
    if 400 <= status < 500:
        return Reason.REFUSED
    return Reason.SERVER_ERROR if status >= 500 else Reason.MALFORMED


def _retry_after_s(answer: httpx.Response) -> float | None:
    text = answer.headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


@functools.cache
def _client(url: str, process: int) -> httpx.Client:
    """One pool of connections for each process: a forked one must not share sockets."""
    return httpx.Client(
        base_url=url,
        timeout=httpx.Timeout(ANSWER_S, connect=CONNECT_S, write=5.0, pool=2.0),
        limits=httpx.Limits(max_connections=CONNECTIONS, keepalive_expiry=20),
        transport=httpx.HTTPTransport(retries=0, limits=httpx.Limits(max_connections=CONNECTIONS)),
        follow_redirects=False,
        trust_env=False,
    )
