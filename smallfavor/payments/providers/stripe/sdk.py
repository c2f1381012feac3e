"""Stripe's own SDK, bounded: no retries of its own, a time-out for the whole call, no telemetry, our bytes untouched.

**Byte for byte.** The engine stores the bytes of a call before it is sent, and a replay must be the same call to
Stripe. So the SDK is asked for a raw request to the path, with the key and its pinned API version; and the HTTP client
that we give it for this one call puts our frozen bytes into the body, whatever the SDK of that day would have encoded.
Addresses, headers, errors and their classes stay the SDK's.

The SDK would also tell Stripe about the machine (an id that it writes into the home folder, the platform, which agent
runs it). None of that is sent: a header that a payment does not need is left out.
"""

import functools
import json
import logging
import os
import time
from collections.abc import Mapping
from typing import Any

import httpx
import stripe

from smallfavor.payments.providers.base import Reason
from smallfavor.payments.providers.stripe.transport import NoAnswer, Query, reason_of

CONNECT_S = 3.0
ANSWER_S = 15.0  # until the answer begins, and between two pieces of it
WHOLE_CALL_S = 20.0  # no further piece is waited for after that
LONGEST_CALL_S = CONNECT_S + WHOLE_CALL_S + ANSWER_S
LARGEST_ANSWER = 8 * 1024 * 1024
CONNECTIONS = 32
SENT_HEADERS = frozenset({"authorization", "content-type", "idempotency-key", "stripe-version", "stripe-account"})

stripe.enable_telemetry = False
logging.getLogger("stripe").setLevel(logging.WARNING)  # below that it logs bodies, and those have names in them


class NotReached(stripe.APIConnectionError):
    """Raised when there was no HTTP answer, none that ended in time, or none that is Stripe's."""

    def __init__(self, reason: Reason, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail, headers=dict(headers or {}))  # type: ignore[no-untyped-call]
        self.reason = reason


def post(api_url: str, api_key: str, path: str, body: bytes, key: str) -> Any:
    """Sends just these bytes, under this key. Raises NoAnswer."""
    own_key = {"idempotency_key": key} if key else {}
    return _call(api_url, api_key, "post", path, body, own_key)


def get(api_url: str, api_key: str, path: str, query: Query) -> Any:
    """Raises NoAnswer."""
    return _call(api_url, api_key, "get", path, b"", query)


def _call(api_url: str, api_key: str, method: str, path: str, body: bytes, params: Mapping[str, Any]) -> Any:
    client = stripe.StripeClient(
        api_key,
        base_addresses={"api": api_url.rstrip("/")},
        max_network_retries=0,
        http_client=_OneCall(body),
    )
    try:
        return client.raw_request(method, path, **params).data
    except NotReached as error:
        raise NoAnswer(error.reason, str(error.user_message), headers=_lower(error.headers)) from error
    except stripe.StripeError as error:
        raise _no_answer(error) from error


def _no_answer(error: stripe.StripeError) -> NoAnswer:
    told = error.json_body.get("error") if isinstance(error.json_body, dict) else None
    told = told if isinstance(told, dict) else {}
    kind, code = str(told.get("type") or "")[:60], str(told.get("code") or "")[:60]
    status = error.http_status or 0
    detail = f"{status} {code or kind}".strip()
    return NoAnswer(reason_of(status, kind, code), detail, error=told, headers=_lower(error.headers))


def _lower(headers: Mapping[str, str] | None) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in (headers or {}).items()}


class _OneCall(stripe.HTTPClient):
    """The HTTP of one call of the SDK's. A POST sends `body` and nothing else."""

    name = "httpx"

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self._body = body

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[Any, int, Mapping[str, str]]:
        sent = {name: value for name, value in (headers or {}).items() if name.lower() in SENT_HEADERS}
        sent["User-Agent"] = f"Stripe/v1 PythonBindings/{stripe.VERSION}"
        body = self._body if method == "post" else None
        deadline = time.monotonic() + WHOLE_CALL_S
        try:
            with _client(os.getpid()).stream(method.upper(), url, content=body, headers=sent) as answer:
                content = _read(answer, deadline)
                _check_shape(answer, content)
                return content, answer.status_code, answer.headers
        except httpx.TimeoutException as error:
            raise NotReached(Reason.TIMEOUT, type(error).__name__) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotReached(Reason.CONNECTION, type(error).__name__) from error

    def close(self) -> None:
        """The connections belong to the process, not to one call."""


def _read(answer: httpx.Response, deadline: float) -> bytes:
    """The whole body. httpx bounds each read; a service that drips is cut off here."""
    pieces, size = [], 0
    for piece in answer.iter_bytes():
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise NotReached(Reason.MALFORMED, "the answer is too large")
        if time.monotonic() > deadline:
            raise NotReached(Reason.TIMEOUT, "the answer drips")
    return b"".join(pieces)


def _check_shape(answer: httpx.Response, content: bytes) -> None:
    """What is no JSON object, or an error that says nothing, came from something between us and Stripe."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    is_told = isinstance(told, dict) and (answer.is_success or isinstance(told.get("error"), dict))
    if not is_told:
        status = answer.status_code
        raise NotReached(reason_of(status, "", ""), f"{status}, not as Stripe answers", answer.headers)


@functools.cache
def _client(process: int) -> httpx.Client:
    """One pool of connections for each process: a forked one must not share sockets."""
    limits = httpx.Limits(max_connections=CONNECTIONS, keepalive_expiry=20)
    return httpx.Client(
        timeout=httpx.Timeout(ANSWER_S, connect=CONNECT_S, write=5.0, pool=2.0),
        transport=httpx.HTTPTransport(retries=0, limits=limits),
        follow_redirects=False,
        trust_env=False,
    )
