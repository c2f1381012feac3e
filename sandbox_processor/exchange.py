"""What all calls of the API share: the key, bodies and queries, refusals as JSON, answers that faults spoil."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from sandbox_processor.faults import Rule
from sandbox_processor.machine import Machine
from sandbox_processor.refusals import Refused, invalid

LARGEST_BODY = 64 * 1024

Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(machine: Machine, where: str, endpoint: Endpoint) -> Endpoint:
    """`endpoint`, for those who have the key: refusals become JSON, faults that name the reading `where` strike."""

    async def behind_the_key(request: Request) -> Response:
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {machine.settings.api_key}".encode()):
            return JSONResponse(error_body(401, "no_access"), 401)
        try:
            if where.startswith("objects."):
                rules = machine.faults.strike(where, metadata_filter(request))
                request.state.lag_ms = int(max((r.delay_s for r in rules if r.what == "lag"), default=0) * 1000)
                await wait_for_faults(rules, "delay_before")
                if any(rule.what.startswith("lose") for rule in rules):
                    return LostAnswer()
                status = next((rule.status for rule in rules if rule.what.startswith("status")), 0)
                if status:
                    return server_error(status)
            answer: Response = await endpoint(request)
        except Refused as refusal:
            return JSONResponse(refusal.body, refusal.status)
        return answer

    return behind_the_key


async def bounded_body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refused(413, "too_large", f"the body is larger than {LARGEST_BODY} bytes")
    return body


def read_json(body: bytes) -> Any:
    if not body:
        return {}
    try:
        return json.loads(body)
    except ValueError as error:
        raise invalid("", "the body is not JSON") from error


def whole_number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise invalid(name, f"{name} must be a whole number")
    return int(text)


def metadata_filter(request: Request) -> dict[str, str]:
    """`metadata.NAME=value` of the query."""
    found = {}
    for name, value in request.query_params.items():
        if name.startswith("metadata."):
            plain = name.removeprefix("metadata.")
            if not plain.replace("_", "").isalnum() or not plain.isascii():
                raise invalid(name[:60], "not a name of metadata")
            found[plain] = value
    return found


async def wait_for_faults(rules: list[Rule], what: str) -> None:
    for rule in rules:
        if rule.what == what:
            await asyncio.sleep(rule.delay_s)


class LostAnswer(Response):
    """An answer that breaks off: the caller's connection is closed in the middle of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


def error_body(status: int, code: str = "") -> dict[str, Any]:
    codes = {409: "idempotency_key_in_use", 429: "busy", 503: "unavailable"}
    code = code or codes.get(status, "server_error")
    return {"error": {"code": code, "message": f"the call was answered with {status}", "field": ""}}


def server_error(status: int) -> Response:
    headers = {"Retry-After": "1"} if status in {429, 503} else {}
    return JSONResponse(error_body(status), status, headers)
