"""What all calls share: the access token, faults on order, PayPal-Request-Id, and the models of the SDK.

The first answer under a key is stored with its effect in one commit, and given again: 500s on order and
declines included.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bench.emulators.paypal.refusals import Refused, error_body, unprocessable
from bench.emulators.paypal.shapes import ShapeWrong, check_answer, check_request
from bench.emulators.paypal.store import Books, Store
from sandbox_processor.exchange import LostAnswer, bounded_body, wait_for_faults
from sandbox_processor.faults import Faults, Rule

LONGEST_KEY = 108
KEY_LIVES_S = {"orders": 6 * 3600, "vault": 3 * 3600, "payments": 45 * 86400}
TOKEN_LIFE_S = 32_400

Verb = Callable[[Books, str, Any], dict[str, Any] | None]


@dataclass
class Machine:
    """What every request works with."""

    url: str
    merchant: str
    client_id: str
    client_secret: str
    store: Store
    faults: Faults
    wake: Callable[[], None] = lambda: None
    order_life_s: float = 3 * 3600
    page_size: int = 0  # 0: as the caller asks
    tokens: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Call:
    """One call: where faults strike, what is read and answered (by the SDK's models), which family of keys."""

    where: Callable[[Any], str] | str
    verb: Verb
    reads: str = ""
    answers: str = ""
    keys: str = ""
    status: int = 200

    def place(self, body: Any) -> str:
        return self.where if isinstance(self.where, str) else self.where(body)


@dataclass(frozen=True)
class Answer:
    status: int
    body: dict[str, Any] | None

    def response(self) -> Response:
        return Response(status_code=self.status) if self.body is None else JSONResponse(self.body, self.status)


class Calls:
    """Makes endpoints of calls."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def endpoint(self, call: Call) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            if not self._has_access(request):
                return JSONResponse({"error": "invalid_token", "error_description": "Token not found"}, 401)
            raw = await bounded_body(request)
            try:
                return await self._answer(call, request, raw, _json(raw))
            except Refused as refused:
                return JSONResponse(refused.body, refused.status)

        return answer

    async def token(self, request: Request) -> Response:
        rules = self._machine.faults.strike("access", {})
        broken = await _broken(rules)
        if broken is not None:
            return broken
        form = await request.form()
        expected = base64.b64encode(f"{self._machine.client_id}:{self._machine.client_secret}".encode()).decode()
        given = request.headers.get("authorization", "").removeprefix("Basic ")
        if not secrets.compare_digest(given.encode(), expected.encode()):
            return JSONResponse(error_body(401), 401)
        if form.get("grant_type") != "client_credentials":
            return JSONResponse({"error": "unsupported_grant_type", "error_description": "no"}, 400)
        token = secrets.token_urlsafe(32)
        self._machine.tokens.add(token)
        scope = "https://uri.paypal.com/services/payments"
        return JSONResponse({"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_LIFE_S, "scope": scope})

    def _has_access(self, request: Request) -> bool:
        return request.headers.get("authorization", "").removeprefix("Bearer ") in self._machine.tokens

    async def _answer(self, call: Call, request: Request, raw: bytes, body: Any) -> Response:
        name = str(request.path_params.get("id", ""))
        place = call.place(body)
        rules = self._machine.faults.strike(place, _about(body))
        request.state.lag_s = max((rule.delay_s for rule in rules if rule.what == "lag"), default=0.0)
        first = next((rule for rule in rules if rule.what in {"lose_before", "status"}), None)
        if first is not None and first.what == "lose_before":
            return LostAnswer()
        if first is not None and not (first.status == 500 and call.keys):
            return _on_order(first.status)
        if call.reads:
            _check_request(call.reads, body)
        given = body if request.method in {"POST", "PATCH"} else {**request.query_params, "lag_s": request.state.lag_s}
        answer = await self._perform(call, request, raw, _Asked(name, given, rules))
        await wait_for_faults(rules, "delay_after")
        return LostAnswer() if any(rule.what == "lose_after" for rule in rules) else answer.response()

    async def _perform(self, call: Call, request: Request, raw: bytes, asked: "_Asked") -> Answer:
        store, key = self._machine.store, _key(request) if call.keys else ""
        fingerprint = hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + raw).hexdigest()
        known = await run_in_threadpool(_claim, store, key, fingerprint, KEY_LIVES_S[call.keys]) if key else None
        if known is not None:
            return known
        await wait_for_faults(asked.rules, "delay_before")

        def perform() -> Answer:
            with store.transaction() as books:
                answer = _on_order_answer(asked.rules, "status", 500)
                if answer is None:
                    answer = _do(call, books, asked)
                answer = _on_order_answer(asked.rules, "status_after", 0) or answer
                if key:
                    books.sql.execute(
                        "UPDATE keyed SET status = ?, answer = ? WHERE key = ?",
                        (answer.status, json.dumps(answer.body), key),
                    )
            return answer

        try:
            answer = await run_in_threadpool(perform)
        except BaseException:
            if key:
                await run_in_threadpool(_release, store, key)
            raise
        self._machine.wake()
        return answer


@dataclass(frozen=True)
class _Asked:
    name: str
    body: Any
    rules: list[Rule]


class Declined(Exception):
    """Raised inside of a call when the payer's money is refused: an answer that is stored, and changes nothing else."""

    def __init__(self, issue: str) -> None:
        super().__init__(issue)
        self.answer = Answer(422, error_body(422, issue))


def _do(call: Call, books: Books, asked: _Asked) -> Answer:
    try:
        body = call.verb(books, asked.name, asked.body)
    except Declined as declined:
        return declined.answer
    if call.answers and body is not None:
        check_answer(call.answers, body)
    return Answer(call.status if body is not None else 204, body)


def _claim(store: Store, key: str, fingerprint: str, life_s: float) -> Answer | None:
    with store.transaction() as books:
        books.sql.execute(
            "DELETE FROM keyed WHERE key = ? AND status IS NOT NULL AND at_s < ?", (key, books.now_s - life_s)
        )
        row = books.sql.execute("SELECT fingerprint, status, answer FROM keyed WHERE key = ?", (key,)).fetchone()
        if row is None:
            books.sql.execute(
                "INSERT INTO keyed (key, fingerprint, at_s) VALUES (?, ?, ?)", (key, fingerprint, books.now_s)
            )
            return None
    if row[0] != fingerprint:
        raise unprocessable("DUPLICATE_REQUEST_ID")
    if row[1] is None:
        raise unprocessable("PREVIOUS_REQUEST_IN_PROGRESS")
    return Answer(row[1], json.loads(row[2]))


def _release(store: Store, key: str) -> None:
    with store.transaction() as books:
        books.sql.execute("DELETE FROM keyed WHERE key = ? AND status IS NULL", (key,))


def _key(request: Request) -> str:
    key = request.headers.get("paypal-request-id", "")
    if not 0 < len(key) <= LONGEST_KEY:
        raise Refused(400, "PAYPAL_REQUEST_ID_REQUIRED")
    return f"{request.url.path.split('/')[2]}:{key}"


def _check_request(kind: str, body: Any) -> None:
    try:
        check_request(kind, body)
    except ShapeWrong as wrong:
        raise Refused(400, "INVALID_PARAMETER_SYNTAX", str(wrong)) from wrong


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw) if raw else {}
    except ValueError as error:
        raise Refused(400, "MALFORMED_REQUEST_JSON") from error


def _about(body: Any) -> dict[str, str]:
    """What rules can ask for: the payment, where it stands as an invoice."""
    units = body.get("purchase_units") if isinstance(body, dict) else None
    unit = units[0] if isinstance(units, list) and units and isinstance(units[0], dict) else {}
    return {"payment": str(unit.get("invoice_id", ""))}


async def _broken(rules: list[Rule]) -> Response | None:
    await wait_for_faults(rules, "delay_before")
    if any(rule.what.startswith("lose") for rule in rules):
        return LostAnswer()
    status = next((rule.status for rule in rules if rule.what.startswith("status")), 0)
    return _on_order(status) if status else None


def _on_order(status: int) -> Response:
    headers = {"Retry-After": "1"} if status in {429, 503} else {}
    return JSONResponse(error_body(status), status, headers)


def _on_order_answer(rules: list[Rule], what: str, only: int) -> Answer | None:
    rule = next((rule for rule in rules if rule.what == what and only in {0, rule.status}), None)
    return Answer(rule.status, error_body(rule.status)) if rule is not None else None
