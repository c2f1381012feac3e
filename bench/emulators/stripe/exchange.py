"""What all calls of the API share: the key and its rights, faults, idempotency, refusals, answers that are checked."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bench.emulators.stripe.asked import as_asked, read_pairs
from bench.emulators.stripe.expansion import expanded
from bench.emulators.stripe.idempotency import Answer, claim_key, keep_answer, release_key
from bench.emulators.stripe.machine import Machine
from bench.emulators.stripe.refusals import Refused, server_error, unread
from bench.emulators.stripe.settings import Settings
from bench.emulators.stripe.shapes import Wire, check_answer
from bench.emulators.stripe.store import API_VERSION, Books
from sandbox_processor.exchange import LostAnswer, wait_for_faults
from sandbox_processor.faults import Rule

LARGEST_BODY = 64 * 1024
Endpoint = Callable[[Request], Awaitable[Response]]
Verb = Callable[[Books, dict[str, str], Any, Settings], Wire]


@dataclass(frozen=True)
class Call:
    """One call that may change something. `asks`: the SDK's own TypedDict of its parameters."""

    path: str
    fault: str
    right: str
    asks: type[Any]
    verb: Verb
    method: str = "POST"


def changing(machine: Machine, call: Call) -> Endpoint:
    """The endpoint of a call: faults strike it, and its key remembers its first answer."""

    async def endpoint(request: Request) -> Response:
        pairs = read_pairs(await _body_of(request))
        params: Any = as_asked(call.asks, pairs)
        given = params.get("metadata")
        rules = machine.faults.strike(call.fault, given if isinstance(given, dict) else {})
        first = next((rule for rule in rules if rule.what in {"lose_before", "status"}), None)
        key = request.headers.get("idempotency-key", "") if call.method == "POST" else ""
        if first is not None and first.what == "lose_before":
            return LostAnswer()
        if first is not None and not (first.status == 500 and key):
            return failure(first.status)
        answer = await _answer(machine, call, request, pairs, params, rules, key)
        await wait_for_faults(rules, "delay_after")
        if any(rule.what == "lose_after" for rule in rules):
            return LostAnswer()
        headers = {"Original-Request": answer.original} | ({"Idempotency-Key": key} if key else {})
        if answer.replayed:
            headers |= {"Idempotent-Replayed": "true"}
        return JSONResponse(answer.body, answer.status, headers)

    return guarded(machine, f"{call.right}_write", endpoint)


async def _answer(
    machine: Machine, call: Call, request: Request, pairs: list[tuple[str, str]], params: Any, rules: list[Rule],
    key: str,
) -> Answer:  # fmt: skip
    request_id, store = str(request.state.request_id), machine.store
    path, life_s = request.url.path, machine.settings.key_life_s
    if key:
        known = await run_in_threadpool(lambda: claim_key(store, key, path, pairs, request=request_id, life_s=life_s))
        if known is not None:
            return known
    await wait_for_faults(rules, "delay_before")

    def perform() -> Answer:
        with store.transaction() as books:
            answer = Answer(500, server_error(500), request_id)
            if not any(rule.what == "status" for rule in rules):
                answer = _perform(books, call, dict(request.path_params), params, machine.settings, request_id)
            instead = next((rule for rule in rules if rule.what == "status_after"), None)
            if instead is not None:
                answer = Answer(instead.status, server_error(instead.status), request_id)
            if key:
                keep_answer(books, key, answer)
        return answer

    try:
        answer = await run_in_threadpool(perform)
    except Exception:
        if key:
            await run_in_threadpool(release_key, store, key)
        raise
    machine.courier.wake()
    return answer


def _perform(books: Books, call: Call, ids: dict[str, str], params: Any, settings: Settings, request_id: str) -> Answer:
    """A refusal undoes what the verb had begun, but for a decline: that has happened, and is recorded."""
    books.sql.execute("SAVEPOINT verb")
    try:
        body = expanded(books, call.verb(books, ids, params, settings), params.get("expand", []))
        answer = Answer(200, body, request_id)
    except Refused as refusal:
        if refusal.status != 402:
            books.sql.execute("ROLLBACK TO verb")
        if not refusal.kept:
            raise
        answer = Answer(refusal.status, refusal.body, request_id)
    check_answer(answer.body)
    return answer


def guarded(machine: Machine, right: str, endpoint: Endpoint) -> Endpoint:
    """`endpoint`, for those whose key has this right: refusals become Stripe's errors."""

    async def behind_the_key(request: Request) -> Response:
        request.state.request_id = f"req_{secrets.token_hex(7)}"
        try:
            _check_key(machine, request, right)
            asked = request.headers.get("stripe-version", API_VERSION)
            if asked != API_VERSION:
                raise unread(f"The emulator speaks {API_VERSION} alone, not {asked[:40]}.")
            answer = await endpoint(request)
        except Refused as refusal:
            check_answer(refusal.body)
            answer = JSONResponse(refusal.body, refusal.status)
        answer.headers["Request-Id"] = request.state.request_id
        answer.headers["Stripe-Version"] = API_VERSION
        return answer

    return behind_the_key


def failure(status: int) -> Response:
    """An answer that is a fault on order."""
    headers = {"Retry-After": "1", "Stripe-Should-Retry": "true"} if status in {429, 503} else {}
    return JSONResponse(server_error(status), status, headers)


def _check_key(machine: Machine, request: Request, right: str) -> None:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if hmac.compare_digest(given.encode(), machine.settings.api_key.encode()):
        return
    rights = machine.restricted.get(given)
    shown = f"{given[:8]}***"
    if rights is None:
        raise Refused(401, "invalid_request_error", f"Invalid API Key provided: {shown}", kept=False)
    if f"rak_{right}" not in rights:
        message = (
            f"The provided key '{shown}' does not have the required permissions for this endpoint. Having the "
            f"'rak_{right}' permission would allow this request to continue."
        )
        raise Refused(403, "invalid_request_error", message, kept=False)


async def _body_of(request: Request) -> bytes:
    if request.method != "POST":
        return request.url.query.encode()
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refused(413, "invalid_request_error", "The request is too large.", kept=False)
    return body
