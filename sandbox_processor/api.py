"""The HTTP JSON API, behind a bearer key. Verbs live in sessions.py and charges.py; here is HTTP, keys and faults."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from sandbox_processor import charges, sessions
from sandbox_processor.faults import Rule
from sandbox_processor.idempotency import Answer, claim_key, keep_answer, release_key
from sandbox_processor.machine import Machine
from sandbox_processor.objects import Instrument, Thing, as_json
from sandbox_processor.refusals import Fields, Refused, invalid, missing
from sandbox_processor.store import Books

LARGEST_BODY = 64 * 1024
LONGEST_KEY = 255

Verb = Callable[[Books, Fields, str], Thing]


@dataclass(frozen=True)
class Operation:
    """One call that may change something. `keyed`: it must carry an Idempotency-Key."""

    name: str
    verb: Verb
    keyed: bool = True


class Api:
    """The routes of the API over one machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def routes(self) -> list[Route]:
        public_url = self._machine.settings.public_url
        operations = [
            ("/v1/sessions", Operation("sessions.create", lambda b, f, _: sessions.open_session(b, f, public_url))),
            ("/v1/sessions/{id}/expire", Operation("sessions.expire", _expire, keyed=False)),
            ("/v1/charges", Operation("charges.create", lambda b, f, _: charges.charge_instrument(b, f))),
            ("/v1/refunds", Operation("refunds.create", lambda b, f, _: charges.refund_charge(b, f))),
            ("/v1/instruments/{id}/revoke", Operation("instruments.revoke", _revoke, keyed=False)),
            ("/v1/disputes", Operation("disputes.create", lambda b, f, _: charges.dispute_charge(b, f), keyed=False)),
            ("/v1/disputes/{id}/close", Operation("disputes.close", _close_dispute, keyed=False)),
        ]
        posts = [Route(path, self._posting(operation), methods=["POST"]) for path, operation in operations]
        return [
            *posts,
            Route("/v1/objects", self._guarded("objects.list", self._list), methods=["GET"]),
            Route("/v1/objects/{id}", self._guarded("objects.read", self._read), methods=["GET"]),
            Route("/v1/instruments", self._guarded("objects.list", self._instruments), methods=["GET"]),
            Route("/v1/record", self._guarded("record", self._record), methods=["GET"]),
            Route("/v1/record", self._guarded("admin", self._forget), methods=["DELETE"]),
            Route("/v1/events/{id}/deliver", self._guarded("admin", self._deliver_again), methods=["POST"]),
            Route("/v1/webhook", self._guarded("admin", self._set_webhook), methods=["PUT"]),
            Route("/faults", self._guarded("admin", self._list_faults), methods=["GET"]),
            Route("/faults", self._guarded("admin", self._order_fault), methods=["POST"]),
            Route("/faults", self._guarded("admin", self._clear_faults), methods=["DELETE"]),
        ]

    # --- Calls that change something ---

    def _posting(self, operation: Operation) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            body = await _bounded_body(request)
            values = _json(body)
            named = values.get("metadata", {}) if isinstance(values, dict) else {}
            rules = self._machine.faults.strike(operation.name, named if isinstance(named, dict) else {})
            first = next((rule for rule in rules if rule.what in {"lose_before", "status"}), None)
            if first is not None and first.what == "lose_before":
                return LostAnswer()
            if first is not None and not (first.status == 500 and operation.keyed):
                return _server_error(first.status)
            answer = await self._answer(operation, request, body, values, rules)
            await _late(rules, "delay_after")
            if any(rule.what == "lose_after" for rule in rules):
                return LostAnswer()
            headers = {"Idempotent-Replayed": "true"} if answer.replayed else {}
            return JSONResponse(answer.body, answer.status, headers)

        return self._guarded(None, endpoint)

    async def _answer(
        self, operation: Operation, request: Request, body: bytes, values: Any, rules: list[Rule]
    ) -> Answer:
        key = _key(request) if operation.keyed else ""
        name, object_id = f"{request.method} {request.url.path}", str(request.path_params.get("id", ""))
        store = self._machine.store
        if key:
            known = await run_in_threadpool(claim_key, store, key, name, body, self._machine.settings.key_life_s)
            if known is not None:
                return known
        await _late(rules, "delay_before")

        def perform() -> Answer:
            with store.transaction() as books:
                answer = Answer(500, _error_body(500))
                if not any(rule.what == "status" for rule in rules):
                    answer = Answer(200, books.show(operation.verb(books, Fields(values), object_id)))
                instead = next((rule for rule in rules if rule.what == "status_after"), None)
                if instead is not None:
                    answer = Answer(instead.status, _error_body(instead.status))
                if key:
                    keep_answer(books, key, answer)
            return answer

        try:
            answer = await run_in_threadpool(perform)
        except Exception:
            if key:
                await run_in_threadpool(release_key, store, key)
            raise
        self._machine.courier.wake()
        return answer

    # --- Reading ---

    def _guarded(self, where: str | None, endpoint: Callable[[Request], Any]) -> Callable[[Request], Any]:
        """Asks for the key, tells refusals as JSON, and lets faults of reads strike."""

        async def guarded(request: Request) -> Response:
            given = request.headers.get("authorization", "").encode()
            if not hmac.compare_digest(given, f"Bearer {self._machine.settings.api_key}".encode()):
                return JSONResponse(_error_body(401, "no_access"), 401)
            try:
                if where is not None and where.startswith("objects."):
                    rules = self._machine.faults.strike(where, _metadata_filter(request))
                    request.state.lag_ms = int(max((r.delay_s for r in rules if r.what == "lag"), default=0) * 1000)
                    await _late(rules, "delay_before")
                    if any(rule.what.startswith("lose") for rule in rules):
                        return LostAnswer()
                    status = next((rule.status for rule in rules if rule.what.startswith("status")), 0)
                    if status:
                        return _server_error(status)
                answer: Response = await endpoint(request)
            except Refused as refusal:
                return JSONResponse(refusal.body, refusal.status)
            return answer

        return guarded

    async def _read(self, request: Request) -> Response:
        object_id = str(request.path_params["id"])

        def read() -> dict[str, Any]:
            with self._machine.store.transaction() as books:
                found = sessions.find_session(books, object_id) or books.find(object_id)
                if found is None or found.created_ms > books.now_ms - request.state.lag_ms:
                    raise missing(object_id)
                return books.show(found)

        return JSONResponse(await run_in_threadpool(read))

    async def _list(self, request: Request) -> Response:
        return await self._page(request, str(request.query_params.get("kind", "")))

    async def _instruments(self, request: Request) -> Response:
        return await self._page(request, "instrument")

    async def _page(self, request: Request, kind: str) -> Response:
        from_ms, until_ms = _whole(request, "from_ms", 0), _whole(request, "until_ms", 2**53)
        after, limit = _whole(request, "after", 0), min(_whole(request, "limit", 100), 1000)
        metadata = _metadata_filter(request)

        def read() -> list[tuple[int, dict[str, Any]]]:
            with self._machine.store.reading() as books:
                if request.state.lag_ms:
                    visible_until_ms = min(until_ms, books.now_ms - request.state.lag_ms)
                else:
                    visible_until_ms = until_ms
                found = books.select(
                    metadata=metadata, kind=kind, from_ms=from_ms, until_ms=visible_until_ms, after=after,
                    limit=limit + 1,
                )  # fmt: skip
                return [(seq, books.show(thing)) for seq, thing in found]

        rows = await run_in_threadpool(read)
        shown = rows[:limit]
        return JSONResponse(
            {
                "data": [thing for _, thing in shown],
                "more": len(rows) > limit,
                "after": shown[-1][0] if shown else after,
            }
        )

    async def _record(self, request: Request) -> Response:
        """Everything, one JSON object a line: first all objects, then all events."""

        async def lines() -> AsyncIterator[str]:
            after = 0
            while rows := await run_in_threadpool(self._objects_after, after):
                after = rows[-1][0]
                yield "".join(json.dumps(as_json(thing)) + "\n" for _, thing in rows)
            after = 0
            while events := await run_in_threadpool(self._events_after, after):
                after = events[-1]["seq"]
                yield "".join(json.dumps(event) + "\n" for event in events)

        return StreamingResponse(lines(), media_type="application/jsonl")

    def _objects_after(self, after: int) -> list[tuple[int, Thing]]:
        with self._machine.store.reading() as books:
            return books.select(metadata={}, kind="", from_ms=0, until_ms=2**53, after=after, limit=500)

    def _events_after(self, after: int) -> list[dict[str, Any]]:
        names = ("seq", "id", "type", "object_id", "created_ms", "attempts", "next_ms", "delivered_ms", "last_answer")
        query = f"SELECT {', '.join(names)} FROM event WHERE seq > ? ORDER BY seq LIMIT 500"  # noqa: S608
        with self._machine.store.reading() as books:
            rows = books.sql.execute(query, (after,)).fetchall()
        return [{"object": "event", **dict(zip(names, row, strict=True))} for row in rows]

    # --- For tests ---

    async def _forget(self, request: Request) -> Response:
        """An empty record, as on the first day."""

        def empty() -> None:
            with self._machine.store.transaction() as books:
                for table in ("object", "event", "idempotency"):
                    books.sql.execute(f"DELETE FROM {table}")  # noqa: S608 (constants)

        await run_in_threadpool(empty)
        return JSONResponse({})

    async def _deliver_again(self, request: Request) -> Response:
        """Send an event once more, as if it were new."""
        event_id = str(request.path_params["id"])

        def put_back() -> int:
            with self._machine.store.transaction() as books:
                query = "UPDATE event SET next_ms = ? WHERE id = ?"
                return books.sql.execute(query, (books.now_ms, event_id)).rowcount

        if not await run_in_threadpool(put_back):
            raise missing(event_id)
        self._machine.courier.wake()
        return JSONResponse({"id": event_id})

    async def _set_webhook(self, request: Request) -> Response:
        fields = Fields(_json(await _bounded_body(request)))
        url = fields.text("url", longest=2000)
        fields.done()
        self._machine.courier.url = url
        self._machine.courier.wake()
        return JSONResponse({"url": url})

    async def _list_faults(self, request: Request) -> Response:
        faults = self._machine.faults
        return JSONResponse({"data": faults.listed(), "struck": faults.struck})

    async def _order_fault(self, request: Request) -> Response:
        return JSONResponse(self._machine.faults.order(Fields(_json(await _bounded_body(request)))))

    async def _clear_faults(self, request: Request) -> Response:
        self._machine.faults.clear()
        return JSONResponse({"data": []})


def _expire(books: Books, fields: Fields, object_id: str) -> Thing:
    fields.done()
    return sessions.expire_session(books, object_id)


def _revoke(books: Books, fields: Fields, object_id: str) -> Instrument:
    fields.done()
    return charges.revoke_instrument(books, object_id)


def _close_dispute(books: Books, fields: Fields, object_id: str) -> Thing:
    return charges.close_dispute(books, object_id, fields)


async def _bounded_body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refused(413, "too_large", f"the body is larger than {LARGEST_BODY} bytes")
    return body


def _json(body: bytes) -> Any:
    if not body:
        return {}
    try:
        return json.loads(body)
    except ValueError as error:
        raise invalid("", "the body is not JSON") from error


def _key(request: Request) -> str:
    key = request.headers.get("idempotency-key", "")
    if not 8 <= len(key) <= LONGEST_KEY:
        raise invalid("Idempotency-Key", f"this call needs an Idempotency-Key of 8 to {LONGEST_KEY} characters")
    return key


def _whole(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise invalid(name, f"{name} must be a whole number")
    return int(text)


def _metadata_filter(request: Request) -> dict[str, str]:
    """`metadata.NAME=value` of the query."""
    found = {}
    for name, value in request.query_params.items():
        if name.startswith("metadata."):
            plain = name.removeprefix("metadata.")
            if not plain.replace("_", "").isalnum() or not plain.isascii():
                raise invalid(name[:60], "not a name of metadata")
            found[plain] = value
    return found


async def _late(rules: list[Rule], what: str) -> None:
    for rule in rules:
        if rule.what == what:
            await asyncio.sleep(rule.delay_s)


class LostAnswer(Response):
    """An answer that breaks off: the caller's connection is closed in the middle of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


def _error_body(status: int, code: str = "") -> dict[str, Any]:
    codes = {409: "idempotency_key_in_use", 429: "busy", 503: "unavailable"}
    code = code or codes.get(status, "server_error")
    return {"error": {"code": code, "message": f"the call was answered with {status}", "field": ""}}


def _server_error(status: int) -> Response:
    headers = {"Retry-After": "1"} if status in {429, 503} else {}
    return JSONResponse(_error_body(status), status, headers)
